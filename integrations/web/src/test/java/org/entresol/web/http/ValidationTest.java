package org.entresol.web.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** By what an application is asked, and what its word does to the fields that are kept. */
@Tag("unit")
class ValidationTest {
  private static final String DATE = "Tue, 01 Jan 2030 00:00:00 GMT";
  private static final byte[] CONTENT = "page".getBytes(UTF_8);

  private static Headers conditions(String... kept) {
    return Validation.conditions(Headers.of(kept), CONTENT);
  }

  @Test
  void conditions_areOfTheApplicationsValidators() {
    assertThat(conditions("ETag", "W/\"a\"", "Last-Modified", DATE))
        .isEqualTo(Headers.of("If-None-Match", "W/\"a\"", "If-Modified-Since", DATE));
    assertThat(conditions("Last-Modified", "yesterday").fields()).isEmpty();
    assertThat(conditions("ETag", EntityTag.of(CONTENT)).fields()).isEmpty();
    assertThat(conditions("ETag", EntityTag.of(CONTENT), "Last-Modified", DATE))
        .isEqualTo(Headers.of("If-Modified-Since", DATE));
  }

  @Test
  void fields_thatCome_takeThePlaceOfTheirs() {
    Headers kept = Headers.of("A", "1", "A", "2", "B", "3", "ETag", "\"a\"");

    assertThat(Validation.freshened(kept, Headers.of("a", "4", "C", "5", "ETag", "\"b\"")).fields())
        .containsExactly("B", "3", "ETag", "\"a\"", "a", "4", "C", "5");
  }

  @Test
  void fields_ofTheContent_stay() {
    Headers kept =
        Headers.of("Content-Encoding", "gzip", "Content-MD5", "x", "Content-Type", "a/b;charset=c");
    Headers said =
        Headers.of(
            "Content-Encoding",
            "br",
            "Content-MD5",
            "y",
            "Content-Length",
            "0",
            "Content-Type",
            "a/b");

    assertThat(Validation.freshened(kept, said)).isEqualTo(kept);
    assertThat(
            Validation.freshened(kept, Headers.of("Content-Type", "a/d; charset=c"))
                .first("Content-Type"))
        .isEqualTo("a/d; charset=c");
  }

  @Test
  void vary_growsOnly() {
    Headers kept = Headers.of("Vary", "Accept, Origin");

    assertThat(Validation.freshened(kept, Headers.of("Vary", "Origin")).members("Vary"))
        .containsExactlyInAnyOrder("accept", "origin");
    assertThat(Validation.freshened(kept, Headers.NONE).members("Vary"))
        .containsExactlyInAnyOrder("accept", "origin");
  }
}
