package org.entresol.codec.plain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.entresol.EntresolConfiguration;
import org.entresol.ShippedCodec;
import org.entresol.codec.CodecContract;
import org.entresol.codec.CodecException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextCodecTest extends CodecContract<String> {

  private final GivenCodec codec = new GivenCodec(new TextCodec());

  @Override
  protected Class<String> type() {
    return String.class;
  }

  @Override
  protected EntresolConfiguration.Builder<String, String> with(
      EntresolConfiguration.Builder<String, String> builder) {
    return builder.codec(ShippedCodec.STRING);
  }

  @Override
  protected List<String> values() {
    return List.of("a text of some length, ".repeat(9), "Ω😀 and more, ".repeat(9), "", "\uFEFFa");
  }

  @Override
  protected String name() {
    return "string";
  }

  @Test
  void encode_text_isItsCharacters() {
    assertThat(codec.encode("Grüße 😀")).isEqualTo("Grüße 😀".getBytes(UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\ud83d", "\ude00", "\ud83da"})
  void encode_halfAPair_isRefused(String text) {
    assertThatExceptionOfType(CodecException.class)
        .isThrownBy(() -> codec.encode(text))
        .withMessageContaining("half of a pair");
  }

  @Test
  void encode_anotherClass_isRefused() {
    assertThatExceptionOfType(CodecException.class)
        .isThrownBy(() -> codec.encode(5))
        .withMessageContaining("java.lang.Integer");
  }

  @Test
  void decode_noText_isRefused() {
    assertThatExceptionOfType(CodecException.class)
        .isThrownBy(() -> codec.decode(new byte[] {'a', (byte) 0xC3}, 0));
  }
}
