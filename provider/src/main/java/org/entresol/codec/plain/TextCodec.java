package org.entresol.codec.plain;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import org.entresol.Codec;
import org.entresol.ShippedCodec;
import org.entresol.codec.CodecException;

/** Texts as they are, in UTF-8. Stateless. */
final class TextCodec implements Codec<String> {

  @Override
  public String name() {
    return ShippedCodec.STRING.configName();
  }

  /** Half of a pair of characters is no text that could be written and be read again. */
  @Override
  public byte[] encode(String value) {
    try {
      ByteBuffer bytes =
          UTF_8
              .newEncoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .encode(CharBuffer.wrap(value));
      byte[] all = new byte[bytes.remaining()];
      bytes.get(all);
      return all;
    } catch (CharacterCodingException e) {
      throw CodecException.notEncodable(
          String.class,
          "it holds half of a pair of characters, which UTF-8 cannot say (" + e + ")");
    }
  }

  @Override
  public String decode(byte[] bytes) {
    try {
      return UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes))
          .toString();
    } catch (CharacterCodingException e) {
      throw CodecException.malformed("no text in UTF-8 (" + e + ")");
    }
  }
}
