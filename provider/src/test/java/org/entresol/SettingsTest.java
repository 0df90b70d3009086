package org.entresol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.entresol.Sample.silent;

import java.time.Duration;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.entresol.config.model.Setting;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** All settings that JCache does not know, said in Java. */
@Tag("unit")
final class SettingsTest {
  private static final String SPANS = "1 millisecond to 36500 days";
  private static final String SPANS_OR_NONE = "0 seconds to 36500 days";
  private static final String LEASES = "100 milliseconds to 36500 days";
  private static final Duration NONE = Duration.ZERO;
  private static final Duration NEGATIVE = Duration.ofSeconds(-1);
  private static final Duration TOO_LONG = Duration.ofDays(36_500).plusNanos(1);
  private static final Duration SHORT = Duration.ofMillis(99);

  /** A change of the builder; a name for the many. */
  private interface Change extends UnaryOperator<EntresolConfiguration.Builder<Object, Object>> {}

  private static Stream<Sample<?>> samples() {
    return Sample.all();
  }

  /** A builder that says all that can be said at once, but for one slot. */
  private static EntresolConfiguration.Builder<Object, Object> everythingBut(String slot) {
    Set<String> excluded = Set.of("heap.max-entries", "load.refresh-after", "on-failure");
    EntresolConfiguration.Builder<Object, Object> builder = silent();
    samples()
        .filter(sample -> !excluded.contains(sample.key()) && !sample.slot().equals(slot))
        .forEach(sample -> sample.say(builder));
    return builder;
  }

  private static EntresolConfiguration<Object, Object> everything() {
    return everythingBut("").build();
  }

  @Test
  void settings_all_haveASample() {
    assertThat(EntresolConfiguration.settings().stream().map(Setting::key))
        .containsExactlyElementsOf(samples().map(Sample::key).toList());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void build_nothingSaid_hasTheDefault(Sample<?> sample) {
    assertThat(sample.of(silent().build()))
        .isEqualTo(sample.standard())
        .isNotEqualTo(sample.value());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void build_said_givesItBack(Sample<?> sample) {
    assertThat(sample.of(sample.say(silent()).build())).isEqualTo(sample.value());
  }

  @Test
  void isStackChosen_saidOrNot_tellsThem() {
    assertThat(silent().build().isStackChosen()).isFalse();
    assertThat(silent().stack(Stack.HEAP).build().isStackChosen()).isTrue();
  }

  /** The file may still say what is left open. */
  @ParameterizedTest
  @MethodSource("samples")
  void equals_defaultSaidOrNot_isFalse(Sample<?> sample) {
    EntresolConfiguration<Object, Object> said = sample.sayStandard(silent()).build();

    assertThat(said)
        .isNotEqualTo(silent().build())
        .doesNotHaveToString(silent().build().toString())
        .isEqualTo(sample.sayStandard(silent()).build())
        .hasSameHashCodeAs(sample.sayStandard(silent()).build())
        .hasToString(sample.sayStandard(silent()).build().toString());
    assertThat(said.toString()).contains(sample.key() + "=");
  }

  /** All but the stack, whose default does not go with all the rest. */
  private static Stream<Sample<?>> samplesForAllStacks() {
    return samples().filter(sample -> !sample.key().equals("stack"));
  }

  @ParameterizedTest
  @MethodSource("samplesForAllStacks")
  void withFallback_oneSaid_keepsItAndTakesTheRest(Sample<?> sample) {
    assertThat(sample.sayStandard(silent()).build().withFallback(everything()))
        .isEqualTo(sample.sayStandard(everythingBut(sample.slot())).build())
        .isNotEqualTo(everything());
  }

  @Test
  void withFallback_otherStackSaid_keepsIt() {
    assertThat(silent().stack(Stack.HEAP).build().withFallback(silent().stack(Stack.REDIS).build()))
        .isEqualTo(silent().stack(Stack.HEAP).build());
  }

  @Test
  void withFallback_nothingSaid_takesEverything() {
    assertThat(silent().build().withFallback(everything())).isEqualTo(everything());
  }

  @Test
  void toBuilder_everythingSaid_keepsIt() {
    assertThat(everything().toBuilder().build())
        .isEqualTo(everything())
        .hasSameHashCodeAs(everything());
  }

  @Test
  void heap_otherMeasureSaidBefore_isReplaced() {
    assertThat(silent().heap(HeapBound.bytes(5)).heap(HeapBound.entries(7)).build())
        .isEqualTo(silent().heap(HeapBound.entries(7)).build());
  }

  @Test
  void load_calledTwice_buildsOnTheFirst() {
    assertThat(silent().load(l -> l.backoff(seconds(1))).load(l -> l.absent(seconds(2))).build())
        .isEqualTo(silent().load(l -> l.backoff(seconds(1)).absent(seconds(2))).build());
  }

  @Test
  void write_calledTwice_buildsOnTheFirst() {
    assertThat(silent().write(w -> w.tries(1)).write(w -> w.batch(2)).build())
        .isEqualTo(silent().write(w -> w.tries(1).batch(2)).build());
  }

  private static Duration seconds(long number) {
    return Duration.ofSeconds(number);
  }

  private static Stream<Arguments> refused() {
    return Stream.of(refusedOfCaches(), refusedOfLoads(), refusedOfWrites()).flatMap(all -> all);
  }

  private static Stream<Arguments> refusedOfCaches() {
    return Stream.of(
        refusal(b -> b.partitions(0), "partitions: 0", "1 to 16384"),
        refusal(b -> b.partitions(16_385), "partitions: 16385", "1 to 16384"),
        refusal(b -> b.maxStaleness(NONE), "heap.max-staleness: 0 seconds", SPANS),
        refusal(b -> b.keepOnFailure(NEGATIVE), "heap.keep-on-failure: -1 second", SPANS_OR_NONE),
        refusal(b -> b.holdLease(SHORT), "hold.lease: 99 milliseconds", LEASES),
        refusal(b -> b.holdWait(TOO_LONG), "hold.wait: 36500 days 1 nanosecond", SPANS_OR_NONE),
        refusal(b -> b.loadBatch(0), "load.batch: 0", "1 or more"));
  }

  private static Stream<Arguments> refusedOfLoads() {
    return Stream.of(
        load(l -> l.waitTime(NEGATIVE), "wait: -1 second", SPANS_OR_NONE),
        load(l -> l.lease(SHORT), "lease: 99 milliseconds", LEASES),
        load(l -> l.refreshAhead(-0.1), "refresh-ahead: -0.1", "a number from 0 to 100"),
        load(l -> l.refreshAhead(100.5), "refresh-ahead: 100.5", "a number from 0 to 100"),
        load(l -> l.refreshAhead(Double.NaN), "refresh-ahead: NaN", "a number from 0 to 100"),
        load(l -> l.refreshAfter(1), "refresh-after: 1.0", "a share from 0 to less than 1"),
        load(l -> l.refreshAfter(-1), "refresh-after: -1.0", "a share from 0 to less than 1"),
        load(
            l -> l.refreshAfter(Double.NaN), "refresh-after: NaN", "a share from 0 to less than 1"),
        load(
            l -> l.staleWhileRevalidate(NEGATIVE),
            "stale-while-revalidate: -1 second",
            SPANS_OR_NONE),
        load(
            l -> l.staleIfError(TOO_LONG),
            "stale-if-error: 36500 days 1 nanosecond",
            SPANS_OR_NONE),
        load(l -> l.backoff(NONE), "backoff: 0 seconds", SPANS),
        load(l -> l.softTimeout(NEGATIVE), "soft-timeout: -1 second", SPANS_OR_NONE),
        load(l -> l.hardTimeout(NEGATIVE), "hard-timeout: -1 second", SPANS_OR_NONE),
        load(l -> l.absent(NEGATIVE), "absent: -1 second", SPANS_OR_NONE));
  }

  private static Stream<Arguments> refusedOfWrites() {
    return Stream.of(
        write(w -> w.delay(NEGATIVE), "delay: -1 second", SPANS_OR_NONE),
        write(w -> w.batch(0), "batch: 0", "1 to 10000"),
        write(w -> w.batch(10_001), "batch: 10001", "1 to 10000"),
        write(w -> w.tries(0), "tries: 0", "1 to 250"),
        write(w -> w.tries(251), "tries: 251", "1 to 250"),
        write(w -> w.backoff(NONE), "backoff: 0 seconds", SPANS),
        write(w -> w.maxPending(0), "max-pending: 0", "1 to 100000000"),
        write(w -> w.maxPending(100_000_001), "max-pending: 100000001", "1 to 100000000"),
        write(w -> w.waitTime(NEGATIVE), "wait: -1 second", SPANS_OR_NONE),
        write(w -> w.lease(SHORT), "lease: 99 milliseconds", LEASES),
        write(
            w -> w.flushTimeout(TOO_LONG), "flush-timeout: 36500 days 1 nanosecond", SPANS_OR_NONE),
        write(w -> w.warnAfter(NONE), "warn-after: 0 seconds", SPANS));
  }

  private static Arguments refusal(Change change, String setting, String allowed) {
    return Arguments.of(change, setting + " is not allowed; allowed: " + allowed);
  }

  private static Arguments load(
      UnaryOperator<LoadSettings> change, String setting, String allowed) {
    return refusal(
        builder -> {
          // Refused where it is said, not only where the cache is built.
          assertThatIllegalArgumentException().isThrownBy(() -> change.apply(LoadSettings.DEFAULT));
          return builder.load(change);
        },
        "load." + setting,
        allowed);
  }

  private static Arguments write(
      UnaryOperator<WriteSettings> change, String setting, String allowed) {
    return refusal(
        builder -> {
          assertThatIllegalArgumentException()
              .isThrownBy(() -> change.apply(WriteSettings.DEFAULT));
          return builder.write(change);
        },
        "write." + setting,
        allowed);
  }

  @ParameterizedTest
  @MethodSource("refused")
  void build_outOfRange_failsWithSettingValueAndAllowed(Change change, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> change.apply(silent()).build())
        .withMessage(message);
  }

  @Test
  void build_byReferenceOnRedis_isNotSupported() {
    EntresolConfiguration.Builder<Object, Object> builder =
        silent().stack(Stack.REDIS).storeByValue(false);

    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(builder::build)
        .withMessage(
            "store-by-value: false is not allowed on the stack redis; allowed: on heap,"
                + " heap+redis, heap+disk");
  }

  @Test
  void build_byReferenceOnHeapAndRedis_isAllowed() {
    assertThat(silent().stack(Stack.HEAP_REDIS).storeByValue(false).build().isStoreByValue())
        .isFalse();
  }

  @Test
  void allow_unknownForm_failsWhereItIsSaid() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> silent().allow("com.acme.M*"))
        .withMessageStartingWith("allow: \"com.acme.M*\" is not allowed; allowed: the full name");
  }
}
