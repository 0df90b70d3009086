package org.entresol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Loaded values with their own times to live. */
@Tag("unit")
final class TimedLoaderTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** Words live for a minute, the empty one does not exist. */
  private static final TimedLoader<String, Integer> LENGTHS =
      key -> key.isEmpty() ? null : Timed.of(key.length(), MINUTE);

  @Test
  void load_valueThere_isItWithoutItsTime() {
    assertThat(LENGTHS.load("four")).isEqualTo(4);
  }

  @Test
  void load_noValue_isNull() {
    assertThat(LENGTHS.load("")).isNull();
  }

  @Test
  void loadAllTimed_someWithoutValue_lacksThese() {
    assertThat(LENGTHS.loadAllTimed(List.of("one", "", "three")))
        .containsExactly(
            entry("one", new Timed<>(3, MINUTE)), entry("three", new Timed<>(5, MINUTE)));
  }

  @Test
  void loadAll_someWithoutValue_lacksThese() {
    assertThat(LENGTHS.loadAll(List.of("one", "", "three")))
        .containsExactly(entry("one", 3), entry("three", 5));
  }

  @Test
  void of_valueAlone_leavesTheTimeToThePolicy() {
    assertThat(Timed.of("a")).isEqualTo(new Timed<>("a", null));
    assertThat(Timed.of("a").timeToLive()).isNull();
  }

  @Test
  void of_valueAndTime_hasBoth() {
    assertThat(Timed.of("a", MINUTE).value()).isEqualTo("a");
    assertThat(Timed.of("a", MINUTE).timeToLive()).isEqualTo(MINUTE);
  }

  @ParameterizedTest
  @CsvSource({"PT0S, 0 seconds", "PT-1S, -1 second", "PT876001H, 36500 days 1 hour"})
  void of_timeOutOfRange_failsWithTheValue(String span, String words) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Timed.of("a", Duration.parse(span)))
        .withMessage("time to live: %s is not allowed; allowed: 1 nanosecond to 36500 days", words);
  }
}
