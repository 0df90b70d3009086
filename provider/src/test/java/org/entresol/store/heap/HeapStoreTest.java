package org.entresol.store.heap;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Cache;
import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.entresol.HeapBound;
import org.entresol.store.Entry;
import org.entresol.store.EntryStore;
import org.entresol.store.Evictions;
import org.entresol.store.ExpiringStoreContract;
import org.entresol.store.Lasting;
import org.entresol.store.Reclaim;
import org.entresol.store.Step;
import org.entresol.time.Clock;
import org.entresol.time.FakeClock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class HeapStoreTest extends ExpiringStoreContract {

  /** How long Caffeine leaves the memory of an expired entry alone, and a bit. */
  private static final Duration BROOM = Duration.ofSeconds(3);

  private static final long MINUTE = Duration.ofMinutes(1).toNanos();

  private final Evictions<Object> evictions = new Evictions<>();
  private final FakeClock clock = new FakeClock();

  @Override
  protected EntryStore<Object, String> open() {
    return HeapStore.of(
        HeapBound.entries(100_000),
        null,
        () -> 0,
        new Evictions<>(),
        null,
        false,
        UnaryOperator.identity());
  }

  @Override
  protected Clock clock() {
    return clock;
  }

  private HeapStore<Object, String> open(HeapBound bound, @Nullable Long slide) {
    Reclaim<Object, String> reclaim =
        (slide == null) ? null : new Reclaim<>(slide, new Lasting(false, 0));
    return HeapStore.of(bound, reclaim, clock, evictions, null, false, UnaryOperator.identity());
  }

  private HeapStore<Object, String> expiring(long slide) {
    return open(HeapBound.entries(1_000), slide);
  }

  private void sweep(HeapStore<?, ?> store) {
    long unused = clock.strike();
    requireNonNull(store.unwrap(Cache.class)).cleanUp();
  }

  private void pass(HeapStore<?, ?> store, Duration time) {
    clock.advance(time);
    sweep(store);
  }

  private static Entry<String> held(HeapStore<Object, String> store) {
    return requireNonNull(store.read("a"));
  }

  private static Entry<String> until(String value, long instant) {
    Entry<String> entry = Step.entry(value);
    entry.expireAt(instant);
    return entry;
  }

  // ---- bounds

  @Test
  void bound_ofEntries_isKeptAndTold() {
    HeapStore<Object, String> store = open(HeapBound.entries(10), null);

    IntStream.range(0, 100).forEach(i -> store.apply(Step.write(i, "v")));
    sweep(store);

    assertThat(store.size()).isEqualTo(10);
    assertThat(evictions.evicted).hasSize(90).doesNotHaveDuplicates();
    assertThat(evictions.expired).isEmpty();
  }

  @Test
  void bound_ofBytes_isKeptAndTold() {
    HeapStore<Object, String> store = open(HeapBound.bytes(1_000), null);

    IntStream.range(0, 10)
        .forEach(i -> store.put(i, Entry.of("v", null, 300, null, null, Entry.ETERNAL)));
    sweep(store);

    assertThat(store.size()).isEqualTo(3);
    assertThat(evictions.evicted).hasSize(7);
  }

  @Test
  void bound_entryLargerThanIt_isNotKept() {
    HeapStore<Object, String> store = open(HeapBound.bytes(1_000), null);

    store.put("a", Entry.of("v", null, 1_001, null, null, Entry.ETERNAL));
    sweep(store);

    assertThat(store.read("a")).isNull();
    assertThat(evictions.evicted).containsExactly("a=v");
  }

  @Test
  void listener_removalsByUsers_areNotTold() {
    HeapStore<Object, String> store = expiring(0);

    store.apply(Step.write("a", "1"));
    store.apply(Step.write("a", "2"));
    store.apply(Step.remove("a"));
    store.apply(Step.write("b", "1"));
    store.clear();
    sweep(store);

    assertThat(evictions.evicted).isEmpty();
    assertThat(evictions.expired).isEmpty();
  }

  // ---- the memory of expired entries

  @Test
  void expiredEntry_fresh_isHandedOut() {
    HeapStore<Object, String> store = expiring(0);
    store.put("a", until("1", MINUTE));

    pass(store, Duration.ofMinutes(1));

    assertThat(Step.valueOf(store.read("a"))).isEqualTo("1");
    assertThat(evictions.expired).isEmpty();
  }

  @Test
  void expiredEntry_forgotten_isReclaimedAndTold() {
    HeapStore<Object, String> store = expiring(0);
    store.put("a", until("1", MINUTE));
    store.put("b", until("2", 3 * MINUTE));
    store.put("c", Step.entry("3"));

    pass(store, Duration.ofMinutes(1).plus(BROOM));

    assertThat(store.size()).isEqualTo(2);
    assertThat(store.read("a")).isNull();
    assertThat(evictions.expired).containsExactly("a=1");
    assertThat(evictions.evicted).isEmpty();
  }

  @Test
  void eternalEntry_isNeverReclaimed() {
    HeapStore<Object, String> store = expiring(0);
    store.put("a", Step.entry("1"));

    pass(store, Duration.ofDays(36_500));

    assertThat(store.size()).isEqualTo(1);
  }

  @Test
  void expiredEntry_replaced_isReclaimedByTheNewInstant() {
    HeapStore<Object, String> store = expiring(0);
    store.put("a", until("1", MINUTE));
    store.apply(Step.<Object>write("a", "2").lasting(5 * MINUTE));

    pass(store, Duration.ofMinutes(2));
    assertThat(store.size()).isEqualTo(1);

    pass(store, Duration.ofMinutes(3).plus(BROOM));
    assertThat(store.size()).isZero();
    assertThat(evictions.expired).containsExactly("a=2");
  }

  @Test
  void instantMovedInStep_isFollowed() {
    HeapStore<Object, String> store = expiring(0);
    store.put("a", until("1", MINUTE));
    store.apply(Step.expireAfter("a", 5 * MINUTE));

    pass(store, Duration.ofMinutes(2));

    assertThat(Step.valueOf(store.read("a"))).isEqualTo("1");
  }

  @Test
  void touch_ofForeseenSlide_isFollowed() {
    HeapStore<Object, String> store = expiring(MINUTE);
    store.put("a", until("1", MINUTE));
    for (int i = 1; i <= 10; i++) {
      pass(store, Duration.ofSeconds(55));
      store.touch("a", held(store), clock.nanos() + MINUTE);
    }

    pass(store, Duration.ofMinutes(2).plus(BROOM));

    assertThat(store.size()).isZero();
  }

  @Test
  void touch_besideStepOfAnother_isFollowed() {
    HeapStore<Object, String> store = expiring(MINUTE);
    store.put("a", until("1", MINUTE));
    pass(store, Duration.ofSeconds(30));
    Entry<String> inHand = held(store);
    store.apply(Step.leave("a"));
    store.touch("a", inHand, clock.nanos() + MINUTE);

    pass(store, Duration.ofSeconds(45));

    assertThat(Step.valueOf(store.read("a"))).isEqualTo("1");
  }

  @Test
  void touch_ofUnforeseenSlide_isFollowed() {
    HeapStore<Object, String> store = expiring(Reclaim.UNKNOWN_SLIDE);
    store.put("a", until("1", MINUTE));
    store.touch("a", held(store), 10 * MINUTE);

    pass(store, Duration.ofMinutes(5));
    assertThat(Step.valueOf(store.read("a"))).isEqualTo("1");

    pass(store, Duration.ofMinutes(5).plus(BROOM));
    assertThat(store.size()).isZero();
  }

  @Test
  void touch_intoThePast_isFollowed() {
    HeapStore<Object, String> store = expiring(Reclaim.UNKNOWN_SLIDE);
    store.put("a", until("1", 10 * MINUTE));
    store.touch("a", held(store), 0);

    pass(store, BROOM);

    assertThat(store.size()).isZero();
    assertThat(evictions.expired).containsExactly("a=1");
  }

  @Test
  void unwrap_cacheBelow_isCaffeines() {
    assertThat(expiring(0).unwrap(Cache.class)).isNotNull();
  }
}
