package org.entresol.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conditional requests, ranges, and what is kept of an answer's fields. */
@Tag("unit")
class ConditionsTest {
  private static final String EARLIER = "Tue, 01 Jan 2030 00:00:00 GMT";
  private static final String LATER = "Tue, 01 Jan 2030 00:00:01 GMT";
  private static final Headers KEPT = Headers.of("ETag", "\"a\"", "Last-Modified", EARLIER);

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '\'',
      value = {
        "\"a\";true",
        "W/\"a\";true",
        "\"b\", \"a\";true",
        "*;true",
        "\"b\";false",
        "a;false",
        "\"a, b\";false"
      })
  void tags_ofTheClient_areComparedWeakly(String tags, boolean known) {
    assertThat(Conditions.isNotModified(Headers.of("If-None-Match", tags), KEPT)).isEqualTo(known);
  }

  @Test
  void dates_ofTheClient_areLookedAtWithoutTagsOnly() {
    assertThat(Conditions.isNotModified(Headers.of("If-Modified-Since", LATER), KEPT)).isTrue();
    assertThat(Conditions.isNotModified(Headers.of("If-Modified-Since", EARLIER), KEPT)).isTrue();
    assertThat(Conditions.isNotModified(Headers.of("If-Modified-Since", "gestern"), KEPT))
        .isFalse();
    assertThat(
            Conditions.isNotModified(
                Headers.of("If-Modified-Since", LATER, "If-None-Match", "\"b\""), KEPT))
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=0-3, 0, 4",
    "bytes=4-, 4, 10",
    "bytes=-2, 8, 10",
    "bytes=-99, 0, 10",
    "bytes=8-99, 8, 10",
    "bytes=10-, 10, 10",
    "bytes=-0, 10, 0"
  })
  void range_ofOne_isCut(String field, int from, int to) {
    assertThat(ByteRange.of(field, 10)).isEqualTo(new ByteRange(from, to));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {"bytes=3-1", "bytes=-", "bytes=0-1,3-4", "lines=0-1", "''"})
  void range_ofSeveralOrNone_isTheWhole(@Nullable String field) {
    assertThat(ByteRange.of(field, 10)).isNull();
  }

  @Test
  void range_underACondition_isCutOfTheSameOnly() {
    assertThat(range("\"a\"")).isNotNull();
    assertThat(range("\"b\"")).isNull();
    assertThat(range("W/\"a\"")).isNull();
    assertThat(range(EARLIER)).isNotNull();
    assertThat(range(LATER)).isNull();
  }

  private static @Nullable ByteRange range(String condition) {
    return Conditions.range(Headers.of("Range", "bytes=0-1", "If-Range", condition), KEPT, 10);
  }

  @Test
  void fields_ofOneConnectionOrRequest_areNotKept() {
    Headers said =
        Headers.of(
            "Connection",
            "X-Hop",
            "X-Hop",
            "1",
            "Date",
            EARLIER,
            "X-Request-Id",
            "7",
            "X-Page",
            "1",
            "x-b3-traceid",
            "2",
            "Transfer-Encoding",
            "chunked");

    assertThat(KeptFields.of(said).fields()).containsExactly("X-Page", "1");
  }

  @Test
  void variants_withTheSameMeaning_areTheSame() {
    List<String> fields = List.of("accept-encoding", "accept-language", "x");

    assertThat(
            Variant.of(
                fields,
                Headers.of("Accept-Encoding", "gzip, br", "Accept-Language", "DE, en;q=0.5")))
        .isEqualTo(
            Variant.of(
                fields,
                Headers.of("accept-encoding", "br,gzip;q=1.0", "accept-language", "de,en; q=0.5")));
    assertThat(Variant.of(List.of("x"), Headers.NONE))
        .isNotEqualTo(Variant.of(List.of("x"), Headers.of("X", "")));
    assertThat(Variant.of(List.of("x", "y"), Headers.of("X", "a|y=+b")))
        .isNotEqualTo(Variant.of(List.of("x", "y"), Headers.of("X", "a", "Y", "b")));
  }
}
