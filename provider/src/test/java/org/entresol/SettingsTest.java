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
    String spans = "PT0.001S to PT876000H";
    String spansOrNone = "PT0S to PT876000H";
    String leases = "PT0.1S to PT876000H";
    Duration none = Duration.ZERO;
    Duration negative = seconds(-1);
    Duration tooLong = Duration.ofDays(36_500).plusNanos(1);
    Duration short99 = Duration.ofMillis(99);
    return Stream.of(
        refusal(b -> b.partitions(0), "partitions: 0", "1 to 16384"),
        refusal(b -> b.partitions(16_385), "partitions: 16385", "1 to 16384"),
        refusal(b -> b.maxStaleness(none), "heap.max-staleness: PT0S", spans),
        refusal(b -> b.keepOnFailure(negative), "heap.keep-on-failure: PT-1S", spansOrNone),
        refusal(b -> b.holdLease(short99), "hold.lease: PT0.099S", leases),
        refusal(b -> b.holdWait(tooLong), "hold.wait: PT876000H0.000000001S", spansOrNone),
        refusal(b -> b.loadBatch(0), "load.batch: 0", "1 or more"),
        load(l -> l.waitTime(negative), "wait: PT-1S", spansOrNone),
        load(l -> l.lease(short99), "lease: PT0.099S", leases),
        load(l -> l.refreshAhead(-0.1), "refresh-ahead: -0.1", "a number from 0 to 100"),
        load(l -> l.refreshAhead(100.5), "refresh-ahead: 100.5", "a number from 0 to 100"),
        load(l -> l.refreshAhead(Double.NaN), "refresh-ahead: NaN", "a number from 0 to 100"),
        load(l -> l.refreshAfter(1), "refresh-after: 1.0", "a share from 0 to less than 1"),
        load(l -> l.refreshAfter(-1), "refresh-after: -1.0", "a share from 0 to less than 1"),
        load(
            l -> l.refreshAfter(Double.NaN), "refresh-after: NaN", "a share from 0 to less than 1"),
        load(l -> l.staleWhileRevalidate(negative), "stale-while-revalidate: PT-1S", spansOrNone),
        load(l -> l.staleIfError(tooLong), "stale-if-error: PT876000H0.000000001S", spansOrNone),
        load(l -> l.backoff(none), "backoff: PT0S", spans),
        load(l -> l.softTimeout(negative), "soft-timeout: PT-1S", spansOrNone),
        load(l -> l.hardTimeout(negative), "hard-timeout: PT-1S", spansOrNone),
        load(l -> l.absent(negative), "absent: PT-1S", spansOrNone),
        write(w -> w.delay(negative), "delay: PT-1S", spansOrNone),
        write(w -> w.batch(0), "batch: 0", "1 to 10000"),
        write(w -> w.batch(10_001), "batch: 10001", "1 to 10000"),
        write(w -> w.tries(0), "tries: 0", "1 to 250"),
        write(w -> w.tries(251), "tries: 251", "1 to 250"),
        write(w -> w.backoff(none), "backoff: PT0S", spans),
        write(w -> w.maxPending(0), "max-pending: 0", "1 to 100000000"),
        write(w -> w.maxPending(100_000_001), "max-pending: 100000001", "1 to 100000000"),
        write(w -> w.waitTime(negative), "wait: PT-1S", spansOrNone),
        write(w -> w.lease(short99), "lease: PT0.099S", leases),
        write(w -> w.flushTimeout(tooLong), "flush-timeout: PT876000H0.000000001S", spansOrNone),
        write(w -> w.warnAfter(none), "warn-after: PT0S", spans));
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
                + " heap+redis");
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
