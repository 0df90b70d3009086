package org.entresol.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One complete message of the Redis protocol. */
final class Frame {
  private final char type;
  private final byte[] raw;
  private final @Nullable Object value;

  /**
   * A message as it came.
   *
   * @param raw all its bytes
   * @param value what they say
   */
  Frame(byte[] raw, @Nullable Object value) {
    this.type = (char) raw[0];
    this.raw = raw;
    this.value = value;
  }

  /** A String, Long, Double, Boolean, List, {@link RespException} or null. */
  @Nullable Object value() {
    return value;
  }

  /** Whether the server sent it of its own accord, as it can with RESP3. */
  boolean isPush() {
    return type == '>';
  }

  /**
   * A word of an array, in upper case, or nothing where there is none; the first is a request's
   * command or a push's kind.
   */
  String word(int index) {
    return value instanceof List<?> words
            && index < words.size()
            && words.get(index) instanceof String word
        ? word.toUpperCase(Locale.ROOT)
        : "";
  }

  /** Hands the message on, byte for byte. */
  void writeTo(OutputStream out) throws IOException {
    out.write(raw);
    out.flush();
  }
}
