package org.entresol.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.event.EventType;
import javax.cache.integration.CompletionListenerFuture;
import org.entresol.jcache.Crew;
import org.entresol.jcache.Gate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Values served past their end while they are replaced, on the heap stack. */
@Tag("unit")
class StaleWhileRevalidateTest {
  private static final Duration WINDOW = Duration.ofSeconds(30);

  @RegisterExtension private final HeapLab lab = new HeapLab();

  private final Gate gate = Gate.unarmed();

  /** A load that is still held up would fail later, in the midst of another test. */
  @AfterEach
  void letGo() {
    gate.open();
  }

  /** What takes a stale entry away. */
  private enum Change {
    REMOVE,
    REMOVE_SOME,
    REMOVE_ALL,
    CLEAR,
    GET_AND_REMOVE;

    void on(Cache<String, String> cache) {
      switch (this) {
        case REMOVE -> cache.remove("k");
        case REMOVE_SOME -> cache.removeAll(Set.of("k"));
        case REMOVE_ALL -> cache.removeAll();
        case CLEAR -> cache.clear();
        case GET_AND_REMOVE -> cache.getAndRemove("k");
      }
    }
  }

  /** A cache whose entry "k" is past its end by a second; the next load waits at the gate. */
  private Cache<String, String> openStale() {
    Cache<String, String> cache = lab.open(load -> load.staleWhileRevalidate(WINDOW));
    assertThat(cache.get("k")).isEqualTo("k1");
    lab.pass(HeapLab.LIFE.plusSeconds(1));
    gate.arm();
    lab.origin().before(gate::pass);
    return cache;
  }

  @Test
  void read_ofAStaleEntry_getsItAtOnceAndLaterTheNewOne() {
    Cache<String, String> cache = openStale();

    assertThat(cache.get("k")).isEqualTo("k1");
    gate.awaitVisitor();
    assertThat(cache.get("k")).as("while it is replaced").isEqualTo("k1");
    gate.open();
    lab.awaitValue(cache, "k", "k2");

    assertThat(lab.origin().loads("k")).isEqualTo(2);
    assertThat(lab.statistics().getStaleServes()).isGreaterThanOrEqualTo(2);
    assertThat(lab.statistics().getRefreshes()).isEqualTo(1);
  }

  @Test
  void reads_ofAStaleEntryByMany_startOneLoad() {
    Cache<String, String> cache = openStale();

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
  void read_beyondTheWindow_waitsForTheLoad() {
    Cache<String, String> cache = lab.open(load -> load.staleWhileRevalidate(WINDOW));
    cache.get("k");
    lab.pass(HeapLab.LIFE.plus(WINDOW));

    assertThat(cache.get("k")).isEqualTo("k2");
    assertThat(lab.statistics().getStaleServes()).isZero();
  }

  @Test
  void read_thatIsNoReadThrough_findsTheStaleEntryExpired() {
    Cache<String, String> cache = openStale();

    assertThat(cache.containsKey("k")).isFalse();
    assertThat(cache.iterator().hasNext()).isFalse();
    assertThat(cache.replace("k", "new")).isFalse();
    assertThat(cache.replace("k", "k1", "new")).isFalse();
    assertThat(cache.getAndReplace("k", "new")).isNull();
    assertThat(cache.remove("k", "k1")).isFalse();
    assertThat(cache.<Boolean>invoke("k", (entry, arguments) -> entry.exists())).isFalse();

    assertThat(lab.origin().loads("k")).isEqualTo(1);
    assertThat(cache.get("k")).as("all of that left it").isEqualTo("k1");
  }

  @Test
  void write_overAStaleEntry_isACreation() {
    Cache<String, String> cache = openStale();

    assertThat(cache.putIfAbsent("k", "new")).isTrue();

    assertThat(cache.get("k")).isEqualTo("new");
    assertThat(lab.events())
        .containsExactly(EventType.CREATED, EventType.EXPIRED, EventType.CREATED);
  }

  @Test
  void getAndPut_overAStaleEntry_findsNone() {
    Cache<String, String> cache = openStale();

    assertThat(cache.getAndPut("k", "new")).isNull();
    assertThat(cache.get("k")).isEqualTo("new");
  }

  @Test
  void invoke_onAStaleEntry_loadsInTheForeground() {
    Cache<String, String> cache = lab.open(load -> load.staleWhileRevalidate(WINDOW));
    cache.get("k");
    lab.pass(HeapLab.LIFE);

    assertThat(cache.<String>invoke("k", (entry, arguments) -> entry.getValue())).isEqualTo("k2");
    assertThat(cache.get("k")).isEqualTo("k2");
  }

  @Test
  void statistics_ofStaleReads_countMisses() {
    Cache<String, String> cache = openStale();
    long misses = lab.statistics().getCacheMisses();

    cache.get("k");
    cache.getAll(Set.of("k"));

    assertThat(lab.statistics().getCacheMisses() - misses).isEqualTo(2);
    assertThat(lab.statistics().getCacheHits()).isZero();
    gate.open();
  }

  @Test
  void event_ofAStaleEntry_comesWhenItIsReplaced() {
    Cache<String, String> cache = openStale();
    cache.get("k");
    cache.containsKey("k");
    cache.replace("k", "new");
    gate.awaitVisitor();
    assertThat(lab.events()).containsExactly(EventType.CREATED);

    gate.open();
    Crew.until(() -> lab.events().size() == 3);
    assertThat(lab.events())
        .containsExactly(EventType.CREATED, EventType.EXPIRED, EventType.CREATED);
  }

  @Test
  void event_ofAStaleEntryThatIsRemoved_comesThen() {
    Cache<String, String> cache = openStale();

    assertThat(cache.remove("k")).as("removed something").isFalse();

    assertThat(lab.events()).containsExactly(EventType.CREATED, EventType.EXPIRED);
  }

  @Test
  void event_ofAStaleEntryNobodyAsksFor_comesWhenItIsDropped() {
    Cache<String, String> cache = openStale();
    com.github.benmanes.caffeine.cache.Cache<?, ?> store =
        cache.unwrap(com.github.benmanes.caffeine.cache.Cache.class);

    lab.pass(WINDOW.minusSeconds(1));
    lab.sweep(store);
    assertThat(lab.events()).containsExactly(EventType.CREATED);

    lab.pass(Duration.ofSeconds(5));
    lab.sweep(store);
    Crew.until(() -> lab.events().size() == 2);
    assertThat(lab.events()).containsExactly(EventType.CREATED, EventType.EXPIRED);
    assertThat(store.estimatedSize()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void change_ofAStaleEntry_nobodyIsServedItAnyMore(Change change) {
    Cache<String, String> cache = openStale();

    change.on(cache);

    gate.open();
    assertThat(cache.get("k")).isEqualTo("k2");
    assertThat(lab.statistics().getStaleServes()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void change_whileAStaleEntryIsReplaced_wins(Change change) {
    Cache<String, String> cache = openStale();
    assertThat(cache.get("k")).isEqualTo("k1");
    gate.awaitVisitor();

    change.on(cache);
    gate.open();

    Crew.until(() -> lab.statistics().getRefusedLoads() == 1);
    assertThat(cache.containsKey("k")).isFalse();
    assertThat(cache.get("k")).isEqualTo("k3");
  }

  @Test
  void put_whileAStaleEntryIsReplaced_wins() {
    Cache<String, String> cache = openStale();
    cache.get("k");
    gate.awaitVisitor();

    cache.putAll(Map.of("k", "put"));
    gate.open();

    Crew.until(() -> lab.statistics().getRefusedLoads() == 1);
    assertThat(cache.get("k")).isEqualTo("put");
  }

  @Test
  void replacement_thatFindsNothing_endsTheStaleEntry() {
    Cache<String, String> cache = openStale();
    gate.open();
    lab.origin().withdraw("k");

    assertThat(cache.get("k")).isEqualTo("k1");

    Crew.until(() -> lab.events().size() == 2);
    assertThat(lab.events()).containsExactly(EventType.CREATED, EventType.EXPIRED);
    assertThat(cache.get("k")).isNull();
  }

  @Test
  void loadAll_ofAStaleEntry_replacesIt() throws Exception {
    Cache<String, String> cache = openStale();
    gate.open();
    CompletionListenerFuture done = new CompletionListenerFuture();

    cache.loadAll(Set.of("k"), false, done);
    done.get();

    assertThat(cache.get("k")).isEqualTo("k2");
    assertThat(lab.statistics().getStaleServes()).isZero();
  }

  @Test
  void getAll_ofStaleAndMissingKeys_loadsTheMissingInOneCallAndTheStaleInAnother() {
    Cache<String, String> cache = lab.open(load -> load.staleWhileRevalidate(WINDOW));
    Set<String> old = Set.of("a", "b", "c");
    cache.getAll(old);
    lab.pass(HeapLab.LIFE);

    assertThat(cache.getAll(Set.of("a", "b", "c", "x", "y")))
        .containsOnly(
            Map.entry("a", "a1"),
            Map.entry("b", "b1"),
            Map.entry("c", "c1"),
            Map.entry("x", "x1"),
            Map.entry("y", "y1"));

    Crew.until(() -> cache.getAll(old).equals(Map.of("a", "a2", "b", "b2", "c", "c2")));
    assertThat(lab.origin().batches()).containsExactlyInAnyOrder(old, Set.of("x", "y"), old);
  }
}
