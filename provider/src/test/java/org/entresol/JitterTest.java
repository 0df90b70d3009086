package org.entresol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
final class JitterTest {

  private static long nanos(String span) {
    return Duration.parse(span).toNanos();
  }

  @ParameterizedTest
  @CsvSource({
    "0.1, PT10S,     PT1S",
    "0.5, PT1M,      PT30S",
    "1,   PT10S,     PT9.999S",
    "1,   PT0.002S,  PT0.001S",
    "0.1, PT0.001S,  PT0S",
    "0.9, PT0.0005S, PT0S",
    "0.1, PT0S,      PT0S",
    "0.1, PT-1S,     PT0S",
    "0,   PT10S,     PT0S"
  })
  void nanos_ofAShare_isThatPartOfTheLife(double share, String life, String most) {
    assertThat(Jitter.share(share).nanos(nanos(life))).isEqualTo(nanos(most));
  }

  @ParameterizedTest
  @CsvSource({
    "PT2S, PT10S, PT2S",
    "PT5S, PT10S, PT5S",
    "PT6S, PT10S, PT5S",
    "PT876000H, PT1H, PT30M",
    "PT2S, PT0S,  PT0S",
    "PT2S, PT-9S, PT0S",
    "PT0S, PT10S, PT0S"
  })
  void nanos_ofADuration_isAtMostHalfTheLife(String span, String life, String most) {
    assertThat(Jitter.upTo(Duration.parse(span)).nanos(nanos(life))).isEqualTo(nanos(most));
  }

  @Test
  void nanos_ofTheLongestLife_leavesSomeOfIt() {
    assertThat(Jitter.share(1).nanos(Long.MAX_VALUE)).isBetween(0L, Long.MAX_VALUE - 1_000_000);
  }

  @Test
  void isNone_ofNothing_isTrue() {
    assertThat(
            List.of(Jitter.NONE, Jitter.share(0), Jitter.share(-0.0), Jitter.upTo(Duration.ZERO)))
        .allMatch(Jitter::isNone)
        .containsOnly(Jitter.NONE);
  }

  @Test
  void isNone_ofSomething_isFalse() {
    assertThat(List.of(Jitter.share(0.01), Jitter.upTo(Duration.ofNanos(1))))
        .noneMatch(Jitter::isNone);
  }

  @Test
  void equals_sameShareOrDuration_isTrue() {
    assertThat(Jitter.share(0.1))
        .isEqualTo(Jitter.share(0.1))
        .hasSameHashCodeAs(Jitter.share(0.1))
        .hasToString("0.1")
        .isNotEqualTo(Jitter.share(0.2));
    assertThat(Jitter.upTo(Duration.ofSeconds(1)))
        .isEqualTo(Jitter.upTo(Duration.parse("PT0M1S")))
        .hasSameHashCodeAs(Jitter.upTo(Duration.parse("PT0M1S")))
        .hasToString("PT1S")
        .isNotEqualTo(Jitter.upTo(Duration.ofSeconds(2)))
        .isNotEqualTo(Jitter.share(1));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.1, Double.NaN, Double.POSITIVE_INFINITY})
  void share_outOfRange_failsWithTheValue(double share) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Jitter.share(share))
        .withMessage("load.jitter: %s is not allowed; allowed: a share from 0 to 1", share);
  }

  @ParameterizedTest
  @CsvSource({"PT-1S, -1 second", "PT876001H, 36500 days 1 hour"})
  void upTo_outOfRange_failsWithTheValue(String span, String words) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Jitter.upTo(Duration.parse(span)))
        .withMessage("load.jitter: %s is not allowed; allowed: 0 seconds to 36500 days", words);
  }
}
