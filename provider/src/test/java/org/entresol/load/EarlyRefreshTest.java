package org.entresol.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.event.EventType;
import javax.cache.expiry.ExpiryPolicy;
import org.entresol.jcache.Crew;
import org.entresol.jcache.Gate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Entries that are replaced in the background before their end, on the heap stack. */
@Tag("unit")
class EarlyRefreshTest {
  private static final Duration DUE = Duration.ofSeconds(48);

  @RegisterExtension private final HeapLab lab = new HeapLab();

  private final Gate gate = Gate.unarmed();

  /** A policy of the user's, by which an update prolongs a life. */
  private static final class LongerByUpdate implements ExpiryPolicy {
    @Override
    public javax.cache.expiry.Duration getExpiryForCreation() {
      return javax.cache.expiry.Duration.ONE_MINUTE;
    }

    @Override
    public javax.cache.expiry.@Nullable Duration getExpiryForAccess() {
      return null;
    }

    @Override
    public javax.cache.expiry.Duration getExpiryForUpdate() {
      return javax.cache.expiry.Duration.ONE_HOUR;
    }
  }

  private Cache<String, String> openRefreshing() {
    return lab.open(load -> load.refreshAfter(0.8));
  }

  /** A refresh that nobody waits for must not stay at the gate when its test is over. */
  @AfterEach
  void letGo() {
    gate.open();
  }

  /** A cache whose entry "k" is due; the next load is held up at the gate. */
  private Cache<String, String> openDue() {
    Cache<String, String> cache = openRefreshing();
    assertThat(cache.get("k")).isEqualTo("k1");
    lab.pass(DUE);
    gate.arm();
    lab.origin().before(gate::pass);
    return cache;
  }

  @Test
  void read_beforeTheShareOfItsLife_refreshesNothing() {
    Cache<String, String> cache = openRefreshing();
    cache.get("k");
    lab.pass(DUE.minusMillis(1));

    for (int i = 0; i < 100; i++) {
      cache.get("k");
    }
    cache.put("last", "made sure of by a load that comes after");
    cache.get("other");

    assertThat(lab.statistics().getRefreshes()).isZero();
    assertThat(lab.origin().loads("k")).isEqualTo(1);
  }

  @Test
  void read_ofADueEntry_getsItAtOnceAndLaterTheNewOne() {
    Cache<String, String> cache = openDue();

    assertThat(cache.get("k")).isEqualTo("k1");
    gate.awaitVisitor();
    assertThat(cache.get("k")).as("while it is refreshed").isEqualTo("k1");
    gate.open();

    lab.awaitValue(cache, "k", "k2");
    assertThat(lab.statistics().getRefreshes()).isEqualTo(1);
    assertThat(lab.statistics().getLoads()).isEqualTo(2);
    assertThat(lab.statistics().getCacheMisses()).isEqualTo(1);
    Crew.until(() -> lab.events().size() == 2);
    assertThat(lab.events()).containsExactly(EventType.CREATED, EventType.UPDATED);
  }

  @Test
  void reads_ofADueEntryByMany_startOneRefresh() {
    Cache<String, String> cache = openDue();

    Crew.race(
        4,
        thread ->
            () -> {
              for (int i = 0; i < 200; i++) {
                assertThat(cache.get("k")).isEqualTo("k1");
              }
              return true;
            });
    gate.awaitVisitor();
    gate.open();

    lab.awaitValue(cache, "k", "k2");
    assertThat(lab.origin().loads("k")).isEqualTo(2);
  }

  @Test
  void refreshedEntry_underCreatedExpiry_livesAsANewOne() {
    Cache<String, String> cache = openRefreshing();
    cache.get("k");
    lab.pass(DUE);
    cache.get("k");
    lab.awaitValue(cache, "k", "k2");

    lab.pass(Duration.ofSeconds(47));

    assertThat(cache.containsKey("k")).as("past the first one's end").isTrue();
    assertThat(cache.get("k")).isEqualTo("k2");
    lab.pass(Duration.ofSeconds(13));
    assertThat(cache.containsKey("k")).isFalse();
  }

  @Test
  void refreshedEntry_ofAnUpdatePolicyOfAnotherLength_livesAsANewOne() {
    Cache<String, String> cache = lab.open(load -> load.refreshAfter(0.8), new LongerByUpdate());
    cache.get("k");
    lab.pass(DUE);
    cache.get("k");
    lab.awaitValue(cache, "k", "k2");

    lab.pass(HeapLab.LIFE);

    assertThat(cache.containsKey("k")).isFalse();
  }

  @Test
  void refresh_thatFindsNothing_removesTheEntry() {
    Cache<String, String> cache = openRefreshing();
    cache.get("k");
    lab.pass(DUE);
    lab.origin().withdraw("k");

    assertThat(cache.get("k")).isEqualTo("k1");

    Crew.until(() -> !cache.containsKey("k"));
    assertThat(cache.get("k")).isNull();
    Crew.until(() -> lab.events().size() == 2);
    assertThat(lab.events()).containsExactly(EventType.CREATED, EventType.REMOVED);
  }

  @Test
  void refresh_thatFails_leavesTheEntryAndPauses() {
    Cache<String, String> cache = openRefreshing();
    cache.get("k");
    lab.pass(DUE);
    lab.origin().down(true);

    assertThat(cache.get("k")).isEqualTo("k1");
    Crew.until(() -> lab.statistics().getLoadFailures() == 1);
    lab.awaitLoads("k", 2);
    for (int i = 0; i < 100; i++) {
      assertThat(cache.get("k")).isEqualTo("k1");
    }
    assertThat(lab.origin().loads("k")).isEqualTo(2);

    lab.origin().down(false);
    Crew.until(
        () -> {
          lab.pass(Duration.ofSeconds(1));
          return "k3".equals(cache.get("k"));
        });
  }

  @Test
  void put_duringTheRefresh_wins() {
    Cache<String, String> cache = openDue();
    cache.get("k");
    gate.awaitVisitor();

    cache.put("k", "put");
    gate.open();

    Crew.until(() -> lab.statistics().getRefusedLoads() == 1);
    assertThat(cache.get("k")).isEqualTo("put");
  }

  @Test
  void remove_duringTheRefresh_wins() {
    Cache<String, String> cache = openDue();
    cache.get("k");
    gate.awaitVisitor();

    cache.remove("k");
    gate.open();

    Crew.until(() -> lab.statistics().getRefusedLoads() == 1);
    assertThat(cache.containsKey("k")).isFalse();
  }

  @Test
  void entryThatWasPut_isNeverRefreshed() {
    Cache<String, String> cache = openRefreshing();
    cache.put("k", "put");
    lab.pass(DUE.plusSeconds(11));

    assertThat(cache.get("k")).isEqualTo("put");
    assertThat(cache.getAll(Set.of("k"))).containsEntry("k", "put");

    assertThat(lab.statistics().getRefreshes()).isZero();
    assertThat(lab.origin().loads("k")).isZero();
  }

  @Test
  void entryOfALongLoad_atRandom_isRefreshedBeforeItsEnd() {
    Cache<String, String> cache = lab.open(load -> load.refreshAhead(1));
    lab.origin().before(() -> lab.pass(Duration.ofSeconds(20)));
    cache.get("k");
    lab.origin().before(() -> {});

    // One load time before the end one read of e refreshes, so some read of many does.
    lab.pass(Duration.ofSeconds(40));
    Crew.until(() -> cache.get("k").equals("k2"));

    assertThat(lab.statistics().getCacheMisses()).isEqualTo(1);
    assertThat(lab.statistics().getRefreshes()).isEqualTo(1);
  }

  @Test
  void containsKeyAndIterator_ofADueEntry_refreshNothing() {
    Cache<String, String> cache = openDue();

    assertThat(cache.containsKey("k")).isTrue();
    assertThat(cache).hasSize(1);
    assertThat(cache.getAndPut("k", "put")).isEqualTo("k1");

    assertThat(lab.statistics().getRefreshes()).isZero();
  }
}
