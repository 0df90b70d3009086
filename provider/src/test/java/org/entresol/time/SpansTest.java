package org.entresol.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How lengths of time are told. */
@Tag("unit")
class SpansTest {

  @ParameterizedTest
  @CsvSource({
    "PT15S, 15 seconds",
    "PT1M5S, 1 minute 5 seconds",
    "PT1H0.001S, 1 hour 1 millisecond",
    "PT0.099S, 99 milliseconds",
    "PT876000H0.000000001S, 36500 days 1 nanosecond",
    "PT0.000002S, 2 microseconds",
    "PT26H, 1 day 2 hours",
    "PT0S, 0 seconds",
    "PT-1S, -1 second",
  })
  void inWords_length_isExactInUnitsThatPeopleKnow(Duration span, String words) {
    assertThat(Spans.inWords(span)).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource({
    "PT1M5.123456S, 1 minute 5 seconds",
    "PT1.5S, 1 second 500 milliseconds",
    "PT48H0.5S, 2 days 500 milliseconds",
    "PT0S, 0 seconds",
  })
  void measured_length_isInItsTwoLargestUnits(Duration span, String words) {
    assertThat(Spans.measured(span.toNanos())).isEqualTo(words);
  }
}
