package org.entresol;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class DeadLetterTest {

  @Test
  void toString_always_hidesKeyAndValue() {
    DeadLetter<String, String> letter =
        new DeadLetter<>(
            "3:17",
            "a key",
            "a value",
            false,
            10,
            Instant.parse("2026-01-02T03:04:05Z"),
            "the source is away");

    assertThat(letter)
        .hasToString(
            "DeadLetter[id=3:17, deletion=false, tries=10, buried=2026-01-02T03:04:05Z,"
                + " error=the source is away]");
  }
}
