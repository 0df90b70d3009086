package org.entresol.spring.boot;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.entresol.EntresolCache;
import org.entresol.EntresolCacheManager;
import org.entresol.console.Console;
import org.entresol.testing.RedisServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A Redis that dies under load: who operates an application sees it at once, and its return. */
@Tag("server")
final class OutageTest {

  /** By then all tell the same. */
  private static final Duration SOON = Duration.ofSeconds(5);

  private static final Pattern VALUE = Pattern.compile("\"value\":([0-9.E]+)");

  private static final Pattern WAITING = Pattern.compile("\"waitingMillis\":([0-9]+)");

  private final HttpClient client = HttpClient.newHttpClient();
  private final RedisServer redis = RedisServer.start();
  private final LongAdder calls = new LongAdder();
  private final List<Thread> users = new ArrayList<>();
  private Library library;
  private Console console;
  private volatile boolean over;

  @BeforeEach
  void start() throws IOException {
    library =
        new Library(
            "jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1".formatted(UUID.randomUUID()),
            "entresol.connect-timeout=20s",
            "spring.data.redis.url=" + redis.address(),
            "spring.data.redis.timeout=500ms");
    console = Console.at(redis.address()).start();
    assertThat(library.get("reviews/1")).isNotEmpty();
    // The first look finds the caches.
    assertThat(meter("entresol.caches")).isPositive();
    EntresolCacheManager manager = library.context().getBean(EntresolCacheManager.class);
    EntresolCache<Object, Object> reviews = requireNonNull(manager.getCache("reviews"));
    for (int i = 0; i < 4; i++) {
      Thread user = new Thread(() -> use(reviews), "user");
      user.start();
      users.add(user);
    }
    await().until(() -> calls.sum() > 100 && isWellForTheConsole());
  }

  private void use(EntresolCache<Object, Object> reviews) {
    while (!over) {
      long book = ThreadLocalRandom.current().nextLong(1_000_000);
      Throwable unused = catchThrowable(() -> reviews.get(book));
      calls.increment();
    }
  }

  @AfterEach
  void close() throws InterruptedException {
    over = true;
    for (Thread user : users) {
      user.join();
    }
    console.close();
    library.close();
    redis.close();
  }

  private String asked(URI uri) throws IOException, InterruptedException {
    return client
        .send(HttpRequest.newBuilder(uri).timeout(SOON).build(), BodyHandlers.ofString())
        .body();
  }

  /** Whether the page of the console shows that Redis answers. */
  private boolean isWellForTheConsole() throws IOException, InterruptedException {
    String state = asked(console.address().resolve("api/state?since=0"));
    Matcher waiting = WAITING.matcher(state);
    return waiting.find()
        && Long.parseLong(waiting.group(1)) <= 1_000
        && state.startsWith("\"error\":null", Math.max(0, state.lastIndexOf("\"error\":")));
  }

  private double meter(String path) {
    Matcher value = VALUE.matcher(library.get("actuator/metrics/" + path));
    assertThat(value.find()).isTrue();
    return Double.parseDouble(value.group(1));
  }

  private String health() {
    return library.get("actuator/health/entresol");
  }

  @Test
  void redis_killedUnderLoadAndBack_isSeenByAllWithinFiveSeconds() {
    double failures = meter("entresol.cache.remote.failures?tag=cache:reviews");

    redis.kill();

    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              assertThat(health()).contains("\"status\":\"DEGRADED\"");
              // By these figures the alarms go off.
              assertThat(meter("entresol.away")).isPositive();
              assertThat(meter("entresol.cache.breaker.open?tag=cache:reviews")).isEqualTo(1);
              assertThat(meter("entresol.cache.remote.failures?tag=cache:reviews"))
                  .isGreaterThan(failures);
              assertThat(isWellForTheConsole()).isFalse();
            });

    redis.restart();

    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              assertThat(health()).contains("\"status\":\"UP\"");
              assertThat(meter("entresol.away")).isZero();
              assertThat(meter("entresol.cache.breaker.open?tag=cache:reviews")).isZero();
              assertThat(isWellForTheConsole()).isTrue();
            });
    long before = calls.sum();
    await().atMost(SOON).until(() -> calls.sum() > before + 100);
  }
}
