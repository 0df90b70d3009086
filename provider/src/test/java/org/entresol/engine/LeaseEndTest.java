package org.entresol.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.processor.MutableEntry;
import org.entresol.EntresolConfiguration;
import org.entresol.Stack;
import org.entresol.fixtures.MemoryLab;
import org.entresol.jcache.Crew;
import org.entresol.jcache.Gate;
import org.entresol.tier.memory.Link;
import org.entresol.time.FakeClock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The leases of steps that could not be made, and so were not given back. */
@Tag("unit")
class LeaseEndTest {

  private static final Duration LEASE = Duration.ofSeconds(10);

  private final FakeClock clock = new FakeClock();
  private final AtomicInteger runs = new AtomicInteger();

  @RegisterExtension private final MemoryLab lab = new MemoryLab(clock);

  private Cache<String, String> open() {
    return open("one");
  }

  private Cache<String, String> open(String node) {
    return lab.manager(node)
        .createCache(
            "c",
            EntresolConfiguration.builder(String.class, String.class)
                .stack(Stack.REDIS)
                .holdLease(LEASE)
                .build());
  }

  @Test
  void lease_ofAStepThatFails_isNotProlongedWhileItIsGivenUp() {
    Cache<String, String> cache = open();
    Link link = lab.node("one").link();

    assertThatThrownBy(
            () ->
                cache.invoke(
                    "k",
                    (entry, no) -> {
                      link.before(() -> takeLongAndFail(link));
                      entry.setValue("v");
                      return null;
                    }))
        .isInstanceOf(CacheException.class);

    clock.advance(LEASE.dividedBy(2));
    assertThat(lab.authority().cache("c").rights()).isEmpty();
  }

  /** More than a third of the lease, so that it is due to be prolonged meanwhile. */
  private void takeLongAndFail(Link link) {
    link.mend();
    clock.advance(LEASE.dividedBy(2));
    link.cut(true);
  }

  @Test
  void lease_ofAStepThatTakesLong_isProlonged() {
    Cache<String, String> cache = open();

    cache.invoke("k", (entry, no) -> takeLong(entry));

    assertThat(cache.get("k")).isEqualTo("v");
    assertThat(runs).hasValue(1);
  }

  private @Nullable Object takeLong(MutableEntry<String, String> entry) {
    runs.incrementAndGet();
    for (int i = 0; i < 5; i++) {
      clock.advance(LEASE.dividedBy(2));
    }
    entry.setValue("v");
    return null;
  }

  @Test
  void lease_thatAnotherNodeHadBefore_isProlongedAllTheSame() {
    Cache<String, String> cache = open();
    Cache<String, String> other = open("two");
    Gate gate = Gate.closed();
    Crew.Task<Boolean> before = Crew.run(() -> other.invoke("k", (entry, no) -> pass(gate)));
    gate.awaitVisitor();
    AtomicInteger calls = new AtomicInteger();
    lab.node("one").link().before(calls::incrementAndGet);

    Crew.Task<Boolean> waiting = Crew.run(() -> cache.invoke("k", (entry, no) -> takeLong(entry)));
    Crew.until(() -> calls.get() > 3);
    gate.open();
    before.result();

    waiting.result();
    assertThat(runs).hasValue(1);
    assertThat(cache.get("k")).isEqualTo("v");
  }

  private static @Nullable Object pass(Gate gate) {
    gate.pass();
    return null;
  }
}
