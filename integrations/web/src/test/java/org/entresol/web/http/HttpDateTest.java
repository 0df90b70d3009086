package org.entresol.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How dates are said. */
@Tag("unit")
class HttpDateTest {
  @Test
  void date_isSaidAsHttpSaysIt() {
    assertThat(HttpDate.format(Instant.parse("1994-11-06T08:49:37.999Z")))
        .isEqualTo("Sun, 06 Nov 1994 08:49:37 GMT");
    assertThat(HttpDate.format(Instant.parse("0007-01-09T00:00:00Z")))
        .isEqualTo("Tue, 09 Jan 0007 00:00:00 GMT");
  }

  @Test
  void dates_ofAllDays_areReadAsTheyWereSaid() {
    Instant day = Instant.parse("2023-12-30T23:59:58Z");
    for (int i = 0; i < 800; i++) {
      assertThat(HttpDate.parse(HttpDate.format(day))).isEqualTo(day);
      day = day.plus(Duration.ofDays(1)).minusSeconds(61);
    }
  }

  @Test
  void date_thatIsNone_isSaidAllTheSame() {
    assertThat(HttpDate.format(Instant.ofEpochMilli(Long.MAX_VALUE))).endsWith(" GMT");
  }
}
