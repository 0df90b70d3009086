package org.entresol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The settings for loading, said in Java. */
final class LoadSettingsTest {

  /** A change of the settings; a name for the many. */
  private interface Change extends UnaryOperator<LoadSettings> {}

  private static Duration seconds(long number) {
    return Duration.ofSeconds(number);
  }

  private static LoadSettings everything() {
    return LoadSettings.DEFAULT
        .guard(LoadGuard.NODE)
        .waitTime(Duration.ZERO)
        .lease(Duration.ofMillis(100))
        .refreshAhead(1.5)
        .staleWhileRevalidate(seconds(30))
        .staleIfError(Duration.ofHours(1))
        .backoff(seconds(3))
        .softTimeout(seconds(4))
        .hardTimeout(seconds(5))
        .jitter(Jitter.share(0.1))
        .absent(seconds(6));
  }

  private static EntresolConfiguration.Builder<String, String> builder() {
    return EntresolConfiguration.builder(String.class, String.class);
  }

  private static EntresolConfiguration<String, String> saying(LoadSettings load) {
    return builder().load(nothing -> load).build();
  }

  @Test
  void default_all_areThoseOfTheManual() {
    LoadSettings load = builder().build().getLoad();

    assertThat(load).isEqualTo(LoadSettings.DEFAULT);
    assertThat(load.guard()).isEqualTo(LoadGuard.CLUSTER);
    assertThat(load.waitTime()).isEqualTo(seconds(5));
    assertThat(load.lease()).isEqualTo(seconds(10));
    assertThat(load.refreshAhead()).isZero();
    assertThat(load.refreshAfter()).isZero();
    assertThat(load.staleWhileRevalidate()).isZero();
    assertThat(load.staleIfError()).isZero();
    assertThat(load.grace()).isZero();
    assertThat(load.backoff()).isEqualTo(seconds(1));
    assertThat(load.softTimeout()).isZero();
    assertThat(load.hardTimeout()).isZero();
    assertThat(load.jitter()).isEqualTo(Jitter.NONE);
    assertThat(load.absent()).isZero();
  }

  @Test
  void build_everythingSaid_givesItBack() {
    LoadSettings load = saying(everything()).getLoad();

    assertThat(load).isEqualTo(everything()).isNotEqualTo(LoadSettings.DEFAULT);
    assertThat(load.guard()).isEqualTo(LoadGuard.NODE);
    assertThat(load.waitTime()).isZero();
    assertThat(load.lease()).isEqualTo(Duration.ofMillis(100));
    assertThat(load.refreshAhead()).isEqualTo(1.5);
    assertThat(load.staleWhileRevalidate()).isEqualTo(seconds(30));
    assertThat(load.staleIfError()).isEqualTo(Duration.ofHours(1));
    assertThat(load.backoff()).isEqualTo(seconds(3));
    assertThat(load.softTimeout()).isEqualTo(seconds(4));
    assertThat(load.hardTimeout()).isEqualTo(seconds(5));
    assertThat(load.jitter()).isEqualTo(Jitter.share(0.1));
    assertThat(load.absent()).isEqualTo(seconds(6));
  }

  @Test
  void refreshAfter_said_isGivenBack() {
    assertThat(LoadSettings.DEFAULT.refreshAfter(0.8).refreshAfter()).isEqualTo(0.8);
  }

  @ParameterizedTest
  @CsvSource({"PT1S, PT2S, PT2S", "PT3S, PT2S, PT3S", "PT0S, PT2S, PT2S", "PT3S, PT0S, PT3S"})
  void grace_ofTwo_isTheLonger(String whileRevalidate, String ifError, String grace) {
    LoadSettings load =
        LoadSettings.DEFAULT
            .staleWhileRevalidate(Duration.parse(whileRevalidate))
            .staleIfError(Duration.parse(ifError));

    assertThat(load.grace()).isEqualTo(Duration.parse(grace));
  }

  @Test
  void wither_called_leavesTheOriginal() {
    LoadSettings before = everything();

    assertThat(before.absent(seconds(9))).isNotEqualTo(before);
    assertThat(before).isEqualTo(everything());
  }

  @Test
  void load_calledTwice_buildsOnTheFirst() {
    assertThat(builder().load(l -> l.absent(seconds(1))).load(l -> l.lease(seconds(2))).build())
        .isEqualTo(saying(LoadSettings.DEFAULT.absent(seconds(1)).lease(seconds(2))));
  }

  private static Stream<Change> changes() {
    return Stream.of(
        l -> l.guard(LoadGuard.CLUSTER),
        l -> l.waitTime(seconds(5)),
        l -> l.lease(seconds(10)),
        l -> l.refreshAhead(0),
        l -> l.staleWhileRevalidate(Duration.ZERO),
        l -> l.staleIfError(Duration.ZERO),
        l -> l.backoff(seconds(1)),
        l -> l.softTimeout(Duration.ZERO),
        l -> l.hardTimeout(Duration.ZERO),
        l -> l.jitter(Jitter.NONE),
        l -> l.absent(Duration.ZERO));
  }

  /** A default that is said is not one that is left open, in each field alone. */
  @ParameterizedTest
  @MethodSource("changes")
  void withFallback_oneFieldSaid_keepsItAndTakesTheRest(Change change) {
    EntresolConfiguration<String, String> said = saying(change.apply(LoadSettings.DEFAULT));

    assertThat(said.withFallback(saying(everything())))
        .isEqualTo(saying(change.apply(everything())))
        .isNotEqualTo(saying(everything()));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void equals_defaultSaidOrNot_isFalse(Change change) {
    LoadSettings said = change.apply(LoadSettings.DEFAULT);

    assertThat(said)
        .isNotEqualTo(LoadSettings.DEFAULT)
        .isEqualTo(change.apply(LoadSettings.DEFAULT))
        .hasSameHashCodeAs(change.apply(LoadSettings.DEFAULT))
        .hasToString(change.apply(LoadSettings.DEFAULT).toString())
        .doesNotHaveToString(LoadSettings.DEFAULT.toString());
    assertThat(saying(said)).isNotEqualTo(builder().build());
  }

  @Test
  void withFallback_nothingSaid_takesEverything() {
    assertThat(builder().build().withFallback(saying(everything())))
        .isEqualTo(saying(everything()));
  }

  /** One of the two ways to say when to refresh replaces the other. */
  @Test
  void withFallback_otherRefreshSaid_takesNoneOfTheFallback() {
    LoadSettings ahead = LoadSettings.DEFAULT.refreshAhead(1);
    LoadSettings after = LoadSettings.DEFAULT.refreshAfter(0.8);

    assertThat(saying(ahead).withFallback(saying(after))).isEqualTo(saying(ahead));
    assertThat(saying(after).withFallback(saying(ahead))).isEqualTo(saying(after));
    assertThat(saying(LoadSettings.DEFAULT).withFallback(saying(after))).isEqualTo(saying(after));
  }

  private static Stream<Arguments> refused() {
    return Stream.of(
        refusal(l -> l.waitTime(seconds(-1)), "load.wait: PT-1S", "PT0S to PT876000H"),
        refusal(l -> l.lease(Duration.ofMillis(99)), "load.lease: PT0.099S", "PT0.1S to PT876000H"),
        refusal(l -> l.refreshAhead(-0.1), "load.refresh-ahead: -0.1", "a number from 0 to 100"),
        refusal(l -> l.refreshAhead(100.5), "load.refresh-ahead: 100.5", "a number from 0 to 100"),
        refusal(
            l -> l.refreshAhead(Double.NaN), "load.refresh-ahead: NaN", "a number from 0 to 100"),
        refusal(l -> l.refreshAfter(1), "load.refresh-after: 1.0", "a share from 0 to less than 1"),
        refusal(
            l -> l.refreshAfter(-1), "load.refresh-after: -1.0", "a share from 0 to less than 1"),
        refusal(
            l -> l.refreshAfter(Double.NaN),
            "load.refresh-after: NaN",
            "a share from 0 to less than 1"),
        refusal(
            l -> l.staleWhileRevalidate(seconds(-1)),
            "load.stale-while-revalidate: PT-1S",
            "PT0S to PT876000H"),
        refusal(
            l -> l.staleIfError(Duration.ofDays(36_501)),
            "load.stale-if-error: PT876024H",
            "PT0S to PT876000H"),
        refusal(l -> l.backoff(Duration.ZERO), "load.backoff: PT0S", "PT0.001S to PT876000H"),
        refusal(l -> l.softTimeout(seconds(-1)), "load.soft-timeout: PT-1S", "PT0S to PT876000H"),
        refusal(l -> l.hardTimeout(seconds(-1)), "load.hard-timeout: PT-1S", "PT0S to PT876000H"),
        refusal(l -> l.absent(seconds(-1)), "load.absent: PT-1S", "PT0S to PT876000H"));
  }

  private static Arguments refusal(Change change, String setting, String allowed) {
    return Arguments.of(change, setting + " is not allowed; allowed: " + allowed);
  }

  @ParameterizedTest
  @MethodSource("refused")
  void wither_outOfRange_failsWithSettingValueAndAllowed(Change change, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> change.apply(LoadSettings.DEFAULT))
        .withMessage(message);
  }

  @ParameterizedTest
  @CsvSource({"PT2S, PT2S", "PT3S, PT2S"})
  void build_softTimeoutNotShorter_failsWithBoth(String soft, String hard) {
    LoadSettings load =
        LoadSettings.DEFAULT.softTimeout(Duration.parse(soft)).hardTimeout(Duration.parse(hard));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> saying(load))
        .withMessage(
            "load.soft-timeout: %s is not allowed with load.hard-timeout: %s; allowed: a shorter"
                + " one",
            soft, hard);
  }

  @Test
  void build_oneTimeoutOnly_isAllowed() {
    assertThat(saying(LoadSettings.DEFAULT.softTimeout(seconds(9))).getLoad().hardTimeout())
        .isZero();
    assertThat(saying(LoadSettings.DEFAULT.hardTimeout(seconds(9))).getLoad().softTimeout())
        .isZero();
  }

  @Test
  void build_bothRefreshes_failsWithBoth() {
    LoadSettings load = LoadSettings.DEFAULT.refreshAhead(1).refreshAfter(0.8);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> saying(load))
        .withMessage(
            "load.refresh-after: 0.8 is not allowed together with load.refresh-ahead: 1.0;"
                + " allowed: one of them");
  }

  @Test
  void build_oneRefreshSwitchedOff_isAllowed() {
    assertThat(saying(LoadSettings.DEFAULT.refreshAhead(0).refreshAfter(0.8)).getLoad())
        .extracting(LoadSettings::refreshAhead, LoadSettings::refreshAfter)
        .containsExactly(0.0, 0.8);
  }

  private static Stream<Arguments> refusedOnTheHeap() {
    return Stream.of(
        onHeap(l -> l.guard(LoadGuard.CLUSTER), "load.guard: cluster"),
        onHeap(l -> l.waitTime(seconds(5)), "load.wait: PT5S"),
        onHeap(l -> l.lease(seconds(5)), "load.lease: PT5S"));
  }

  private static Arguments onHeap(Change change, String setting) {
    return Arguments.of(change, setting);
  }

  @ParameterizedTest
  @MethodSource("refusedOnTheHeap")
  void build_settingOfRedisOnTheHeap_fails(Change change, String setting) {
    EntresolConfiguration.Builder<String, String> builder =
        builder().stack(Stack.HEAP).load(change);

    assertThatIllegalArgumentException()
        .isThrownBy(builder::build)
        .withMessage("%s is not allowed on the stack heap; allowed: on heap+redis, redis", setting);
  }

  private static Stream<Change> allowedOnTheHeap() {
    return Stream.concat(
        changes().skip(3), Stream.of(l -> l.guard(LoadGuard.NODE), l -> l.guard(LoadGuard.NONE)));
  }

  @ParameterizedTest
  @MethodSource("allowedOnTheHeap")
  void build_settingOfAllStacksOnTheHeap_isAllowed(Change change) {
    assertThat(builder().stack(Stack.HEAP).load(change).build().getLoad())
        .isEqualTo(change.apply(LoadSettings.DEFAULT));
  }
}
