package org.entresol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is special about the settings for loading, said in Java. */
@Tag("unit")
final class LoadSettingsTest {

  private static Duration seconds(long number) {
    return Duration.ofSeconds(number);
  }

  private static EntresolConfiguration.Builder<String, String> builder() {
    return EntresolConfiguration.builder(String.class, String.class);
  }

  private static EntresolConfiguration<String, String> saying(LoadSettings load) {
    return builder().load(nothing -> load).build();
  }

  @Test
  void equals_sameSaid_isTrue() {
    LoadSettings said = LoadSettings.DEFAULT.absent(Duration.ZERO);

    assertThat(said)
        .isNotEqualTo(LoadSettings.DEFAULT)
        .isEqualTo(LoadSettings.DEFAULT.absent(Duration.ZERO))
        .hasSameHashCodeAs(LoadSettings.DEFAULT.absent(Duration.ZERO))
        .hasToString("LoadSettings{load.absent=PT0S}");
  }

  @Test
  void getLoad_otherThingsSaid_isStillTheDefault() {
    assertThat(builder().loadBatch(5).holdLease(seconds(1)).build().getLoad())
        .isEqualTo(LoadSettings.DEFAULT);
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
    LoadSettings before = LoadSettings.DEFAULT.absent(seconds(6));

    assertThat(before.absent(seconds(9))).isNotEqualTo(before);
    assertThat(before).isEqualTo(LoadSettings.DEFAULT.absent(seconds(6)));
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

  @ParameterizedTest
  @CsvSource({"2, 2", "3, 2"})
  void build_softTimeoutNotShorter_failsWithBoth(int soft, int hard) {
    LoadSettings load = LoadSettings.DEFAULT.softTimeout(seconds(soft)).hardTimeout(seconds(hard));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> saying(load))
        .withMessage(
            "load.soft-timeout: %d seconds is not allowed with load.hard-timeout: %d seconds; allowed: a shorter"
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
}
