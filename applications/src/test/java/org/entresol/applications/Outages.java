package org.entresol.applications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;

/**
 * Times in which shops are without Redis, and what their customers are promised then.
 *
 * @param bound how old what is read may be while Redis is there
 */
record Outages(List<Shop> shops, Customers customers, Duration bound) {

  private static final int A_WHILE = 150;
  private static final Duration LONGEST = Duration.ofMinutes(1);

  /** Redis goes, when all has been read everywhere, while the customers go on. */
  void begin(Runnable outage) {
    customers.alone(
        () -> {
          assertNothingIsOutdated();
          outage.run();
        });
    goOn();
  }

  /** Redis has gone, and the customers go on: each answer comes from the database. */
  void goOn() {
    await().atMost(LONGEST).until(() -> isAllAway(true));
    customers.promise(Duration.ZERO);
    awaitCustomers();
    customers.promise(null);
  }

  /** Redis comes back while the customers go on. */
  void end(Runnable end) {
    end.run();
    await().atMost(LONGEST).until(() -> isAllAway(false));
    customers.promise(bound);
    awaitCustomers();
    customers.promise(null);
    customers.alone(this::assertNothingIsOutdated);
  }

  /** All things change while Redis is away and nobody asks for one. */
  void reviseAll(Runnable outage, Runnable end) {
    customers.alone(
        () -> {
          assertNothingIsOutdated();
          outage.run();
          await().atMost(LONGEST).until(() -> isAllAway(true));
          customers.reviseAll();
          end.run();
          await().atMost(LONGEST).until(() -> isAllAway(false));
          assertNothingIsOutdated();
        });
  }

  private boolean isAllAway(boolean away) {
    return shops.stream().flatMapToLong(Shop::away).allMatch(millis -> millis > 0 == away);
  }

  private void awaitCustomers() {
    long before = customers.served();
    await().atMost(LONGEST).until(() -> customers.served() >= before + A_WHILE);
  }

  /** What is near may be outdated for a moment, what is in Redis may not. */
  private void assertNothingIsOutdated() {
    if (!bound.isZero()) {
      await().atMost(bound).pollDelay(Duration.ZERO).until(() -> customers.outdated().isEmpty());
    }
    assertThat(customers.outdated()).isEmpty();
  }
}
