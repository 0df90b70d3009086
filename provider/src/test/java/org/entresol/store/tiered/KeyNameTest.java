package org.entresol.store.tiered;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class KeyNameTest {

  @Test
  void of_text_isTheText() {
    assertThat(KeyName.of("s:größe 1".getBytes(UTF_8))).isEqualTo("s:größe 1");
  }

  @Test
  void of_lineEndsAndWhatSteersATerminal_escapesThem() {
    assertThat(KeyName.of("s:a\r\n2026 ERROR\u001b[2J\u2028\u202e".getBytes(UTF_8)))
        .isEqualTo("s:a\\u000d\\u000a2026 ERROR\\u001b[2J\\u2028\\u202e");
  }

  @Test
  void of_binaryKey_isTheNameInTheTier() {
    assertThat(KeyName.of(new byte[] {'k', ':', 0, -1, 10})).isEqualTo("k:AP8K");
  }
}
