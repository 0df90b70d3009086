package org.entresol.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.event.EventType;
import javax.cache.expiry.EternalExpiryPolicy;
import org.entresol.LoadSettings;
import org.entresol.jcache.Crew;
import org.entresol.jcache.Gate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Keys of which the source said that they have no value, on the heap stack. */
@Tag("unit")
class AbsenceTest {
  private static final Duration REMEMBERED = Duration.ofSeconds(5);

  @RegisterExtension private final HeapLab lab = new HeapLab();

  private static LoadSettings remembering(LoadSettings load) {
    return load.absent(REMEMBERED);
  }

  /** A cache that knows that the source has no "k". */
  private Cache<String, String> openKnowing() {
    Cache<String, String> cache = lab.open(AbsenceTest::remembering);
    lab.origin().withdraw("k");
    assertThat(cache.get("k")).isNull();
    return cache;
  }

  @Test
  void absence_ofAKey_isBelievedForItsTimeAndThenAskedForAnew() {
    Cache<String, String> cache = openKnowing();
    lab.origin().restore("k");

    lab.pass(REMEMBERED.minusNanos(1));
    assertThat(cache.get("k")).isNull();
    assertThat(cache.getAll(Set.of("k"))).isEmpty();
    assertThat(lab.origin().loads("k")).isEqualTo(1);
    assertThat(lab.statistics().getAbsencesServed()).isEqualTo(2);

    lab.pass(Duration.ofNanos(1));
    assertThat(cache.get("k")).isEqualTo("k2");
  }

  @Test
  void absence_inAnEternalCache_endsAllTheSame() {
    Cache<String, String> cache = lab.open(AbsenceTest::remembering, new EternalExpiryPolicy());
    lab.pass(Duration.ofHours(1));
    lab.origin().withdraw("k");
    cache.get("k");
    lab.pass(REMEMBERED);
    lab.origin().restore("k");

    assertThat(cache.get("k")).isEqualTo("k2");
    lab.pass(Duration.ofDays(10_000));
    assertThat(cache.get("k")).isEqualTo("k2");
  }

  @Test
  void absence_withoutTheSetting_isNotRemembered() {
    Cache<String, String> cache = lab.open(load -> load);
    lab.origin().withdraw("k");

    assertThat(cache.get("k")).isNull();
    assertThat(cache.get("k")).isNull();

    assertThat(lab.origin().loads("k")).isEqualTo(2);
    assertThat(stored(cache).estimatedSize()).isZero();
  }

  private static com.github.benmanes.caffeine.cache.Cache<?, ?> stored(Cache<?, ?> cache) {
    return cache.unwrap(com.github.benmanes.caffeine.cache.Cache.class);
  }

  @Test
  void absence_toAllButReads_isNotThere() {
    Cache<String, String> cache = openKnowing();

    assertThat(cache.containsKey("k")).isFalse();
    assertThat(cache.iterator().hasNext()).isFalse();
    assertThat(cache.replace("k", "new")).isFalse();
    assertThat(cache.replace("k", "old", "new")).isFalse();
    assertThat(cache.getAndReplace("k", "new")).isNull();
    assertThat(cache.remove("k", "old")).isFalse();
    assertThat(cache.<Boolean>invoke("k", (entry, arguments) -> entry.exists())).isFalse();
    assertThat(cache.getAndRemove("k")).isNull();
    assertThat(lab.events()).isEmpty();
    assertThat(lab.statistics().getCacheHits()).isZero();
    assertThat(lab.statistics().getCacheRemovals()).isZero();
  }

  @Test
  void absence_thatRunsOutAndIsSwept_isNoEvent() {
    Cache<String, String> cache = openKnowing();

    lab.pass(Duration.ofMinutes(1));
    lab.sweep(stored(cache));

    assertThat(stored(cache).estimatedSize()).isZero();
    assertThat(lab.events()).isEmpty();
    assertThat(lab.statistics().getCacheEvictions()).isZero();
  }

  @Test
  void put_overAnAbsence_isACreation() {
    Cache<String, String> cache = openKnowing();

    assertThat(cache.putIfAbsent("k", "put")).isTrue();

    assertThat(cache.get("k")).isEqualTo("put");
    assertThat(lab.events()).containsExactly(EventType.CREATED);
    lab.pass(REMEMBERED);
    assertThat(cache.get("k")).as("lives as any entry").isEqualTo("put");
  }

  @Test
  void remove_ofAnAbsence_makesTheNextReadAsk() {
    Cache<String, String> cache = openKnowing();
    lab.origin().restore("k");

    assertThat(cache.remove("k")).isFalse();

    assertThat(cache.get("k")).isEqualTo("k2");
  }

  @Test
  void clear_withAnAbsence_makesTheNextReadAsk() {
    Cache<String, String> cache = openKnowing();
    lab.origin().restore("k");

    cache.clear();

    assertThat(cache.get("k")).isEqualTo("k2");
  }

  @Test
  void put_whileTheSourceIsAsked_wins() {
    Cache<String, String> cache = lab.open(AbsenceTest::remembering);
    lab.origin().withdraw("k");
    Gate gate = Gate.closed();
    lab.origin().before(gate::pass);
    Crew.Task<Boolean> reader = Crew.run(() -> assertThat(cache.get("k")).isEqualTo("put"));
    gate.awaitVisitor();

    cache.put("k", "put");
    gate.open();

    reader.result();
    assertThat(cache.get("k")).isEqualTo("put");
  }

  @Test
  void remove_whileTheSourceIsAsked_makesTheNextReadAsk() {
    Cache<String, String> cache = lab.open(AbsenceTest::remembering);
    lab.origin().withdraw("k");
    Gate gate = Gate.closed();
    lab.origin().before(gate::pass);
    Crew.Task<Boolean> reader = Crew.run(() -> assertThat(cache.get("k")).isNull());
    gate.awaitVisitor();

    lab.origin().restore("k");
    cache.remove("k");
    gate.open();

    reader.result();
    assertThat(cache.get("k")).isEqualTo("k2");
  }

  @Test
  void absence_afterAStaleValue_takesItsPlace() {
    Cache<String, String> cache =
        lab.open(load -> remembering(load).staleIfError(Duration.ofHours(1)));
    cache.get("k");
    lab.pass(HeapLab.LIFE);
    lab.origin().withdraw("k");

    assertThat(cache.get("k")).isNull();
    assertThat(lab.events()).containsExactly(EventType.CREATED, EventType.EXPIRED);
    lab.origin().down(true);
    assertThat(cache.get("k")).isNull();
    assertThat(lab.origin().loads("k")).isEqualTo(2);
  }

  @Test
  void getAll_ofMissingKeysWithAndWithoutValues_asksForEachOnce() {
    Cache<String, String> cache = lab.open(AbsenceTest::remembering);
    lab.origin().withdraw("none");
    Set<String> keys = Set.of("a", "none");

    assertThat(cache.getAll(keys)).isEqualTo(Map.of("a", "a1"));
    assertThat(cache.getAll(keys)).isEqualTo(Map.of("a", "a1"));

    assertThat(lab.origin().batches()).containsExactly(keys);
  }

  @Test
  void invoke_onAnAbsence_asksTheSource() {
    Cache<String, String> cache = openKnowing();
    lab.origin().restore("k");

    assertThat(cache.<String>invoke("k", (entry, arguments) -> entry.getValue())).isEqualTo("k2");
  }

  @Test
  void getAll_ofStaleAbsentMissingAndFreshKeys_givesEachItsOwn() {
    Cache<String, String> cache =
        lab.open(
            load ->
                load.absent(Duration.ofHours(1))
                    .staleWhileRevalidate(Duration.ofSeconds(30))
                    .refreshAfter(0.8));
    lab.origin().withdraw("none");
    cache.getAll(Set.of("stale", "none"));
    lab.pass(Duration.ofSeconds(10));
    cache.get("due");
    lab.pass(Duration.ofSeconds(50));
    cache.get("fresh");

    assertThat(cache.getAll(Set.of("stale", "none", "due", "fresh", "missing")))
        .isEqualTo(
            Map.of("stale", "stale1", "due", "due1", "fresh", "fresh1", "missing", "missing1"));

    lab.awaitValue(cache, "stale", "stale2");
    lab.awaitValue(cache, "due", "due2");
    assertThat(lab.origin().loads("none")).isEqualTo(1);
    assertThat(lab.origin().loads("fresh")).isEqualTo(1);
    assertThat(lab.origin().loads("stale")).isEqualTo(2);
  }
}
