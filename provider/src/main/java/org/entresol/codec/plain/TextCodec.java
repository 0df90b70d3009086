package org.entresol.codec.plain;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import org.entresol.ShippedCodec;
import org.entresol.codec.CodecException;

/** Texts as they are, in UTF-8. Stateless. */
final class TextCodec implements InPlace<String> {

  private static final char REPLACEMENT = '\uFFFD';

  @Override
  public String name() {
    return ShippedCodec.STRING.configName();
  }

  /** Half of a pair of characters is no text that could be written and be read again. */
  @Override
  public byte[] encode(String value) {
    if (!hasPairs(value)) {
      return value.getBytes(UTF_8);
    }
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

  /** Whether there are pairs of characters, or halves of them. */
  private static boolean hasPairs(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  /** Where the replacement for what is no text does not occur, all of it was one. */
  @Override
  public String decode(byte[] bytes, int offset) {
    String text = new String(bytes, offset, bytes.length - offset, UTF_8);
    return text.indexOf(REPLACEMENT) < 0 ? text : decodeStrictly(bytes, offset);
  }

  private static String decodeStrictly(byte[] bytes, int offset) {
    try {
      return UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes, offset, bytes.length - offset))
          .toString();
    } catch (CharacterCodingException e) {
      throw CodecException.malformed("no text in UTF-8 (" + e + ")");
    }
  }
}
