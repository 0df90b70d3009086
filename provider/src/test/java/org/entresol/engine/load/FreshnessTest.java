package org.entresol.engine.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import org.entresol.Jitter;
import org.entresol.LoadSettings;
import org.entresol.store.Entry;
import org.entresol.store.Loaded;
import org.entresol.time.FakeClock;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When an entry is due, stale, of use and gone; with a clock and a randomness of the test's. */
@Tag("unit")
class FreshnessTest {
  private static final Duration LIFE = Duration.ofMinutes(1);
  private static final Duration LOAD = Duration.ofMillis(300);

  private final FakeClock clock = new FakeClock();

  private Freshness freshness(LoadSettings settings, DoubleSupplier random) {
    return new Freshness(settings, clock, random);
  }

  private Entry<String> loaded() {
    return entry(new Loaded(clock.nanos(), LOAD.toNanos()));
  }

  private Entry<String> entry(Loaded loaded) {
    Entry<String> entry = Entry.of("value", null, 1, loaded, null, Entry.ETERNAL);
    entry.expireAt(clock.nanos() + LIFE.toNanos());
    return entry;
  }

  @ParameterizedTest
  @CsvSource({"0.5, 0.1", "1, 0.9", "1, 0.5", "1, 0.01", "1, 0.0001", "4, 0.3", "20, 0.001"})
  void isDue_atRandom_isWhenNoMoreRemainsThanTheFormulaSays(double beta, double draw) {
    Freshness freshness = freshness(LoadSettings.DEFAULT.refreshAhead(beta), () -> 1 - draw);
    Entry<String> entry = loaded();
    long early = (long) (-LOAD.toNanos() * beta * Math.log(draw));
    clock.advance(LIFE.minusNanos(early).minusNanos(2));

    assertThat(freshness.isDue(entry)).as("two nanoseconds before").isFalse();
    clock.advance(Duration.ofNanos(4));
    assertThat(freshness.isDue(entry)).as("two nanoseconds after").isTrue();
  }

  @Test
  void isDue_manyDraws_isAsLikelyAsThePaperSays() {
    Random random = new Random(20150801);
    Freshness freshness = freshness(LoadSettings.DEFAULT.refreshAhead(1), random::nextDouble);
    Entry<String> entry = loaded();
    clock.advance(LIFE.minus(LOAD.multipliedBy(2)));

    int due = 0;
    for (int i = 0; i < 100_000; i++) {
      due += freshness.isDue(entry) ? 1 : 0;
    }

    assertThat(due / 100_000d).isCloseTo(Math.exp(-2), within(0.005));
  }

  @Test
  void isDue_longBeforeTheEnd_drawsNothing() {
    AtomicInteger draws = new AtomicInteger();
    Freshness freshness =
        freshness(
            LoadSettings.DEFAULT.refreshAhead(1),
            () -> {
              draws.incrementAndGet();
              return Math.nextDown(1.0);
            });
    Entry<String> entry = loaded();

    assertThat(freshness.isDue(entry)).isFalse();
    assertThat(draws).hasValue(0);
    clock.advance(LIFE.minus(LOAD.multipliedBy(30)));
    assertThat(freshness.isDue(entry)).as("of the rarest draw").isTrue();
    assertThat(draws).hasValue(1);
  }

  @Test
  void isDue_anEntryThatWasNotLoaded_neverIs() {
    Freshness freshness =
        freshness(LoadSettings.DEFAULT.refreshAhead(100), () -> Math.nextDown(1.0));
    Entry<String> put = Entry.of("value", null, 1, null, null, Entry.ETERNAL);
    put.expireAt(clock.nanos() + LIFE.toNanos());
    clock.advance(LIFE.minusNanos(1));

    assertThat(freshness.isDue(put)).isFalse();
  }

  @Test
  void isDue_anEntryWithoutEnd_neverIs() {
    Entry<String> eternal =
        Entry.of("value", null, 1, new Loaded(0, LOAD.toNanos()), null, Entry.ETERNAL);
    clock.advance(Duration.ofDays(1));

    assertThat(
            freshness(LoadSettings.DEFAULT.refreshAhead(100), () -> Math.nextDown(1.0))
                .isDue(eternal))
        .isFalse();
    assertThat(freshness(LoadSettings.DEFAULT.refreshAfter(0.01), () -> 0).isDue(eternal))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.5, 0.8, 0.99})
  void isDue_afterAShare_isFromThatInstantOn(double share) {
    Freshness freshness = freshness(LoadSettings.DEFAULT.refreshAfter(share), () -> 0);
    clock.advance(Duration.ofHours(1));
    Entry<String> entry = loaded();
    long after = (long) (share * LIFE.toNanos());
    clock.advance(Duration.ofNanos(after - 10));

    assertThat(freshness.isDue(entry)).isFalse();
    clock.advance(Duration.ofNanos(20));
    assertThat(freshness.isDue(entry)).isTrue();
  }

  @Test
  void graces_ofAPastEntry_endEachAtItsOwnInstant() {
    Freshness freshness =
        freshness(
            LoadSettings.DEFAULT
                .staleWhileRevalidate(Duration.ofSeconds(10))
                .staleIfError(Duration.ofSeconds(20)),
            () -> 0);
    Entry<String> entry = loaded();
    clock.advance(LIFE.plusSeconds(10).minusNanos(1));
    assertThat(freshness.revalidates(entry)).isTrue();

    clock.advance(Duration.ofNanos(1));
    assertThat(freshness.revalidates(entry)).isFalse();
    assertThat(freshness.usable(entry)).isSameAs(entry);

    clock.advance(Duration.ofSeconds(10).minusNanos(1));
    assertThat(freshness.outlivesErrors(entry)).isTrue();
    clock.advance(Duration.ofNanos(1));
    assertThat(freshness.outlivesErrors(entry)).isFalse();
    assertThat(freshness.usable(entry)).isNull();
  }

  @Test
  void usable_anAbsence_isNot() {
    Freshness freshness =
        freshness(LoadSettings.DEFAULT.absent(LIFE).staleIfError(Duration.ofHours(1)), () -> 0);
    Entry<String> absence = Entry.absence(0);
    absence.expireAt(clock.nanos() + LIFE.toNanos());
    clock.advance(LIFE.minusNanos(1));
    assertThat(freshness.knowsAbsence(absence)).isTrue();

    clock.advance(Duration.ofNanos(1));

    assertThat(freshness.knowsAbsence(absence)).isFalse();
    assertThat(freshness.usable(absence)).isNull();
  }

  @Test
  void life_withJitter_isCutWithinItsBoundsAndNeverLonger() {
    Random random = new Random(7);
    long length = LIFE.toNanos();
    ToLongFunction<LongSupplier> byShare =
        freshness(LoadSettings.DEFAULT.jitter(Jitter.share(0.1)), random::nextDouble).life(null);
    ToLongFunction<LongSupplier> byTime =
        freshness(
                LoadSettings.DEFAULT.jitter(Jitter.upTo(Duration.ofSeconds(3))), random::nextDouble)
            .life(null);

    assertSpread(byShare, length, length / 10);
    assertSpread(byTime, length, Duration.ofSeconds(3).toNanos());
  }

  /** All lives are in the bounds, and they are spread over all of them. */
  private static void assertSpread(ToLongFunction<LongSupplier> life, long length, long most) {
    long shortest = Long.MAX_VALUE;
    long longest = 0;
    for (int i = 0; i < 10_000; i++) {
      long cut = life.applyAsLong(() -> length);
      shortest = Math.min(shortest, cut);
      longest = Math.max(longest, cut);
    }
    assertThat(longest).isBetween(length - most / 100, length);
    assertThat(shortest).isBetween(length - most, length - most + most / 100);
  }

  @Test
  void life_thatIsNotOne_staysWhatItIs() {
    ToLongFunction<LongSupplier> life =
        freshness(LoadSettings.DEFAULT.jitter(Jitter.share(0.5)), () -> 0.999).life(null);

    assertThat(life.applyAsLong(() -> Long.MAX_VALUE)).as("eternal").isEqualTo(Long.MAX_VALUE);
    assertThat(life.applyAsLong(() -> 0)).as("none").isZero();
    assertThat(life.applyAsLong(() -> -1)).as("unchanged").isEqualTo(-1);
  }

  @Test
  void life_ofTheLoadersOwn_replacesThePolicysAndIsCutToo() {
    LoadSettings plain = LoadSettings.DEFAULT;
    Duration own = Duration.ofSeconds(5);

    assertThat(freshness(plain, () -> 0.999).life(own).applyAsLong(() -> LIFE.toNanos()))
        .isEqualTo(own.toNanos());
    assertThat(freshness(plain, () -> 0.999).life(own).applyAsLong(() -> Long.MAX_VALUE))
        .isEqualTo(own.toNanos());
    assertThat(
            freshness(plain.jitter(Jitter.share(0.5)), () -> 0.5)
                .life(own)
                .applyAsLong(() -> LIFE.toNanos()))
        .isEqualTo(3_750_000_000L);
  }
}
