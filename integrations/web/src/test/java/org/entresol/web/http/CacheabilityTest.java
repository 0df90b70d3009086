package org.entresol.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be kept, and what may be answered from it. */
@Tag("unit")
class CacheabilityTest {
  private static final Terms TERMS = terms(Duration.ZERO, false);

  private static Terms terms(Duration absent, boolean byPrincipal) {
    return new Terms(Duration.ofMinutes(1), absent, Duration.ZERO, Duration.ZERO, byPrincipal);
  }

  private static @Nullable Refusal request(String... fields) {
    return Cacheability.ofRequest("GET", Headers.of(fields), false, false, TERMS);
  }

  private static @Nullable Refusal answer(String... fields) {
    return Cacheability.ofAnswer(200, Headers.of(fields), TERMS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "TRACE", "get"})
  void request_ofOtherMethods_isRefused(String method) {
    assertThat(Cacheability.ofRequest(method, Headers.NONE, false, false, TERMS))
        .isEqualTo(Refusal.METHOD);
  }

  @Test
  void request_withContent_isRefused() {
    assertThat(Cacheability.ofRequest("GET", Headers.NONE, true, false, TERMS))
        .isEqualTo(Refusal.BODY);
  }

  @Test
  void request_withCredentials_isRefusedUnlessUsersAreToldApart() {
    Headers credentials = Headers.of("authorization", "Basic eDp5");

    assertThat(request("authorization", "Basic eDp5")).isEqualTo(Refusal.AUTHORIZATION);
    assertThat(Cacheability.ofRequest("GET", Headers.NONE, false, true, TERMS))
        .isEqualTo(Refusal.PRINCIPAL);
    assertThat(Cacheability.ofRequest("GET", credentials, false, true, terms(Duration.ZERO, true)))
        .isNull();
    assertThat(Cacheability.ofRequest("GET", credentials, false, false, terms(Duration.ZERO, true)))
        .isEqualTo(Refusal.AUTHORIZATION);
  }

  @Test
  void request_withoutStore_orWithPreconditions_isRefused() {
    assertThat(request("Cache-Control", "no-store")).isEqualTo(Refusal.REQUEST);
    assertThat(request("If-Match", "\"a\"")).isEqualTo(Refusal.PRECONDITION);
    assertThat(request("If-Unmodified-Since", "x")).isEqualTo(Refusal.PRECONDITION);
    assertThat(request("Cache-Control", "no-cache, max-age=0")).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "200,",
    "203,",
    "204,",
    "301,",
    "308,",
    "206,STATUS",
    "302,STATUS",
    "404,STATUS",
    "500,ERROR"
  })
  void answer_byItsStatus_isKeptOrNot(int status, @Nullable Refusal refusal) {
    assertThat(Cacheability.ofAnswer(status, Headers.NONE, TERMS)).isEqualTo(refusal);
  }

  @Test
  void answer_ofWhatIsAbsent_isKeptWhereTheRouteSaysSo() {
    assertThat(Cacheability.ofAnswer(404, Headers.NONE, terms(Duration.ofSeconds(5), false)))
        .isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no-store",
        "private",
        "PRIVATE, max-age=60",
        "no-cache",
        "max-age=60, no-cache=\"X-A, X-B\"",
        "public;private",
        "max-age=\"60",
        "a=\"b, no-store"
      })
  void answer_whoseControlForbidsItOrCannotBeRead_isRefused(String control) {
    assertThat(answer("Cache-Control", control)).isEqualTo(Refusal.CONTROL);
  }

  @Test
  void answer_withTheControlInSeveralFields_isJudgedByAll() {
    assertThat(answer("Cache-Control", "max-age=60", "cache-control", "private"))
        .isEqualTo(Refusal.CONTROL);
  }

  @Test
  void answer_withACookie_isRefused() {
    assertThat(answer("set-cookie", "a=b")).isEqualTo(Refusal.COOKIE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "Accept, *", "Cookie", "accept-encoding,AUTHORIZATION"})
  void answer_thatVariesByVisitors_isRefused(String vary) {
    assertThat(answer("Vary", vary)).isEqualTo(Refusal.VARY);
  }

  @Test
  void answer_thatIsEncoded_isKeptOnlyForThoseWhoTakeIt() {
    assertThat(answer("Content-Encoding", "gzip")).isEqualTo(Refusal.ENCODING);
    assertThat(answer("Content-Encoding", "gzip", "Vary", "Accept-Encoding")).isNull();
  }
}
