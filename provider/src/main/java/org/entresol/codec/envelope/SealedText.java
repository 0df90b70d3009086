package org.entresol.codec.envelope;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.util.Arrays;
import java.util.Base64;
import org.entresol.codec.CodecException;
import org.jspecify.annotations.Nullable;

/**
 * Texts about values, such as what a source says of one that it does not take, where values are
 * encrypted: they are too, and are texts still. No such text can be taken for a value, nor the
 * other way round. Stateless.
 */
public final class SealedText {

  private static final String BEGINNING = "sealed:";

  /**
   * So that it fits, encrypted by a key with the longest name, where a text of 1,000 bytes does.
   */
  private static final int MOST_BYTES = 440;

  private static final String WITHOUT_KEY =
      "what was said is encrypted, and is read where the cache has its encrypt.keys";

  private SealedText() {}

  /**
   * A text as it may lie beside the values of a cache.
   *
   * @param sealing how these are encrypted; null if they are not
   * @param key the bytes of the key of the value that it is about
   * @throws CodecException if it cannot be encrypted now
   */
  static String of(@Nullable Sealing sealing, String text, byte[] key) {
    if (sealing == null || text.isEmpty()) {
      return text;
    }
    byte[] bytes = sealing.seal(Head.ofText(), begun(text), key, String.class);
    return BEGINNING + Base64.getEncoder().withoutPadding().encodeToString(bytes);
  }

  /** As much of a text as is kept, a character that is cut left out. */
  private static byte[] begun(String text) {
    CharsetEncoder encoder = UTF_8.newEncoder().onMalformedInput(CodingErrorAction.REPLACE);
    ByteBuffer bytes = ByteBuffer.allocate(MOST_BYTES);
    CoderResult unused = encoder.encode(CharBuffer.wrap(text), bytes, true);
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  /**
   * What a text says that lies beside the values of a cache, or why that cannot be told.
   *
   * @param sealing how these are encrypted; null if there are no keys here
   * @param lies comes from outside
   * @param key the bytes of the key of the value that it is about
   */
  public static String read(@Nullable Sealing sealing, String lies, byte[] key) {
    if (!lies.startsWith(BEGINNING)) {
      return lies;
    }
    if (sealing == null) {
      return WITHOUT_KEY;
    }
    try {
      byte[] bytes = Base64.getDecoder().decode(lies.substring(BEGINNING.length()));
      return new String(sealing.open(bytes, 0, Head.endOfText(bytes), key), UTF_8);
    } catch (CodecException | IllegalArgumentException e) {
      return "what was said cannot be read: " + e.getMessage();
    }
  }
}
