package org.entresol.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How long answers are fresh, and of use after that. */
@Tag("unit")
class FreshnessTest {
  private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
  private static final Terms TERMS =
      new Terms(
          Duration.ofSeconds(300),
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          Duration.ofSeconds(600),
          false);

  private static Freshness of(String... fields) {
    return Freshness.of(200, Headers.of(fields), TERMS, NOW);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "public;300",
        "max-age=10;10",
        "max-age=10, s-maxage=20;20",
        "s-maxage=0, max-age=10;0",
        "max-age=ten;0",
        "max-age=-1;0",
        "max-age=10, max-age=20;0",
        "max-age=\"10\";10",
        "max-age=99999999999999999999999;2147483647"
      })
  void life_byTheControl_isTheApplications(String control, long seconds) {
    assertThat(of("Cache-Control", control).left(NOW)).isEqualTo(seconds);
  }

  @Test
  void life_byTheEnd_countsFromTheDate() {
    String date = "Tue, 01 Jan 2030 00:00:00 GMT";
    String end = "Tue, 01 Jan 2030 00:00:40 GMT";

    assertThat(of("Date", date, "Expires", end).left(NOW)).isEqualTo(40);
    assertThat(of("Expires", end, "Cache-Control", "max-age=7").left(NOW)).isEqualTo(7);
    assertThat(of("Expires", "0").left(NOW)).isZero();
    assertThat(of("Expires", date).left(NOW)).isZero();
  }

  @Test
  void life_ofWhatCameWithAnAge_isTheRest() {
    Freshness freshness = of("Cache-Control", "max-age=100", "Age", "40");

    assertThat(freshness.left(NOW)).isEqualTo(60);
    assertThat(freshness.age(NOW.plusSeconds(5))).isEqualTo(45);
  }

  @Test
  void life_ofWhatHasADateThatIsPast_countsFromIt() {
    Freshness freshness =
        of("Cache-Control", "max-age=100", "Age", "10", "Date", "Mon, 31 Dec 2029 23:59:20 GMT");

    assertThat(freshness.left(NOW)).isEqualTo(60);
    assertThat(freshness.age(NOW)).isEqualTo(40);
    assertThat(of("Date", "Tue, 01 Jan 2030 01:00:00 GMT").age(NOW)).isZero();
  }

  @Test
  void life_ofWhatCanBeValidated_isAsLongAgain() {
    Duration minute = Duration.ofMinutes(1);

    assertThat(of("Cache-Control", "max-age=100, must-revalidate").validatable(NOW))
        .isEqualTo(Duration.ofSeconds(200));
    assertThat(of("Cache-Control", "s-maxage=1").validatable(NOW)).isEqualTo(minute.plusSeconds(1));
    assertThat(of("Cache-Control", "s-maxage=864000").validatable(NOW))
        .isEqualTo(Duration.ofDays(11));
  }

  @ParameterizedTest
  @ValueSource(strings = {"old", "-1", "7.5", "0, 0", "0;a=1", "99999999999"})
  void life_ofWhatCameWithAnAgeThatIsNone_isOver(String age) {
    assertThat(of("Cache-Control", "max-age=100", "Age", age).isFresh(NOW)).isFalse();
  }

  @Test
  void life_ofWhatIsAbsent_isItsOwn() {
    assertThat(Freshness.of(404, Headers.NONE, TERMS, NOW).left(NOW)).isEqualTo(5);
  }

  @Test
  void grace_isTheApplicationsElseTheRoutes() {
    Freshness route = of();
    Freshness said = of("Cache-Control", "max-age=10, stale-while-revalidate=3, stale-if-error=4");
    Freshness strict = of("Cache-Control", "max-age=10, must-revalidate");

    assertThat(route.outlivesRevalidation(NOW.plusSeconds(329))).isTrue();
    assertThat(route.outlivesRevalidation(NOW.plusSeconds(330))).isFalse();
    assertThat(route.outlivesErrors(NOW.plusSeconds(899))).isTrue();
    assertThat(said.outlivesRevalidation(NOW.plusSeconds(12))).isTrue();
    assertThat(said.outlivesRevalidation(NOW.plusSeconds(13))).isFalse();
    assertThat(said.outlivesErrors(NOW.plusSeconds(14))).isFalse();
    assertThat(strict.outlivesErrors(NOW.plusSeconds(10))).isFalse();
    assertThat(strict.useful(NOW)).isEqualTo(Duration.ofSeconds(10));
  }
}
