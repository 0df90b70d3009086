package org.entresol.codec.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.esotericsoftware.kryo.io.Output;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The encoding of the simplest values without a Kryo, byte for byte as a Kryo would have it.
 * Stateless.
 */
final class SimpleValues {

  private static final byte BYTES = (byte) ClassCodes.of(byte[].class);
  private static final byte TEXT = (byte) ClassCodes.of(String.class);
  private static final byte INT = (byte) ClassCodes.of(Integer.class);
  private static final byte LONG = (byte) ClassCodes.of(Long.class);

  /** Up to this length a string of ASCII is written without its length. */
  private static final int LONGEST_PLAIN = 32;

  /** An array cannot have many more. */
  private static final int MOST_BYTES = Integer.MAX_VALUE - 8;

  private SimpleValues() {}

  /** The bytes of a value, or null when it takes a Kryo. */
  static byte @Nullable [] encode(Object value) {
    if (value instanceof String text) {
      return encodeText(text);
    }
    if (value instanceof byte[] bytes) {
      return withNumber(BYTES, bytes.length + 1L, bytes);
    }
    if (value instanceof Long number) {
      return length(zigzag(number)) > 8 ? null : withNumber(LONG, zigzag(number));
    }
    return value instanceof Integer number ? withNumber(INT, zigzag(number)) : null;
  }

  /** The value of bytes, or null when it takes a Kryo. */
  static @Nullable Object decode(byte[] bytes, int offset) {
    if (offset < 0 || offset >= bytes.length) {
      return null;
    }
    if (bytes[offset] == TEXT) {
      return decodeText(bytes, offset + 1);
    }
    return bytes[offset] == BYTES ? decodeBytes(bytes, offset + 1) : null;
  }

  private static byte @Nullable [] encodeText(String text) {
    int length = text.length();
    if (length > LONGEST_PLAIN) {
      return encodeLongText(text);
    }
    if (length < 2) {
      return null;
    }
    byte[] bytes = new byte[length + 1];
    bytes[0] = TEXT;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c > 0x7F) {
        return null;
      }
      bytes[i + 1] = (byte) c;
    }
    bytes[length] |= (byte) 0x80;
    return bytes;
  }

  /** As Kryo has it, into as many bytes as it takes, which are counted before. */
  private static byte @Nullable [] encodeLongText(String text) {
    // The length, plus one, has a bit less in its first byte than other numbers.
    long bytes = 1L + length((text.length() + 1L) << 1);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      bytes += c <= 0x7F ? 1 : c <= 0x7FF ? 2 : 3;
    }
    if (bytes > MOST_BYTES) {
      return null;
    }
    Output output = new Output(new byte[(int) bytes]);
    output.writeByte(TEXT);
    output.writeString(text);
    return output.getBuffer();
  }

  private static @Nullable Object decodeText(byte[] bytes, int start) {
    int last = bytes.length - 1;
    if (last <= start || bytes[last] >= 0) {
      return null;
    }
    for (int i = start; i < last; i++) {
      if (bytes[i] < 0) {
        return null;
      }
    }
    byte[] characters = Arrays.copyOfRange(bytes, start, bytes.length);
    characters[last - start] &= 0x7F;
    return new String(characters, ISO_8859_1);
  }

  private static @Nullable Object decodeBytes(byte[] bytes, int start) {
    long length = 0;
    int place = start;
    for (int shift = 0; place < bytes.length && shift < Integer.SIZE; shift += 7) {
      byte next = bytes[place++];
      length |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return length - 1 == bytes.length - place
            ? Arrays.copyOfRange(bytes, place, bytes.length)
            : null;
      }
    }
    return null;
  }

  private static long zigzag(long number) {
    return (number << 1) ^ (number >> (Long.SIZE - 1));
  }

  /** How many groups of seven bits a number has. */
  private static int length(long number) {
    return Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(number) + 6) / 7);
  }

  /** A code, a number in groups of seven bits, and the bytes that follow. */
  private static byte[] withNumber(byte code, long number, byte... rest) {
    int head = 1 + length(number);
    byte[] bytes = new byte[head + rest.length];
    bytes[0] = code;
    long left = number;
    for (int place = 1; place < head; place++) {
      bytes[place] = (byte) (place == head - 1 ? left : left | 0x80);
      left >>>= 7;
    }
    System.arraycopy(rest, 0, bytes, head, rest.length);
    return bytes;
  }
}
