package org.entresol;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;

/**
 * How far the changes of a cache had got at some moment, as a short text that goes from one node to
 * another by way of strangers: the sequence of each partition that has changed. Who keeps several
 * tokens of one cache needs {@link #ofBoth} alone. Stateless.
 *
 * @see EntresolCache#token()
 */
public final class ReadToken {

  private static final byte FORMAT = 1;

  /** No cache has more of them. */
  private static final int MOST_PARTITIONS = 16_384;

  /** The format, and for each partition a number and a sequence. */
  private static final int MOST_BYTES_EACH = 2 * 10;

  private ReadToken() {}

  /** The text of the sequences of all partitions; empty if nothing ever changed. */
  public static String of(long[] sequences) {
    ByteBuffer bytes = ByteBuffer.allocate(1 + sequences.length * MOST_BYTES_EACH).put(FORMAT);
    int before = -1;
    for (int p = 0; p < sequences.length; p++) {
      if (sequences[p] > 0) {
        put(bytes, p - before - 1L);
        put(bytes, sequences[p]);
        before = p;
      }
    }
    if (before < 0) {
      return "";
    }
    byte[] used = new byte[bytes.position()];
    bytes.flip().get(used);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(used);
  }

  /**
   * The sequences that a text names.
   *
   * @param partitions how many partitions the cache has
   * @return for each partition its sequence; 0 for none
   * @throws IllegalArgumentException if it is no such text, or one of a cache with more partitions
   */
  public static long[] read(String text, int partitions) {
    long[] sequences = new long[partitions];
    if (text.isEmpty()) {
      return sequences;
    }
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
      if (bytes.get() != FORMAT) {
        throw malformed(text);
      }
      for (long p = 0; bytes.hasRemaining(); p++) {
        p += take(bytes);
        if (p < 0 || p >= partitions) {
          throw malformed(text);
        }
        sequences[(int) p] = take(bytes);
      }
      return sequences;
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw malformed(text);
    }
  }

  /**
   * Refuses what is no token of any cache.
   *
   * @throws IllegalArgumentException if it is not
   */
  public static void check(String text) {
    long[] unused = read(text, MOST_PARTITIONS);
  }

  /**
   * The token of whatever is covered by one of two tokens of the same cache, such as those of two
   * answers that have come at once.
   *
   * @throws IllegalArgumentException if one of them is no token
   */
  public static String ofBoth(String one, String other) {
    long[] ones = read(one, MOST_PARTITIONS);
    long[] others = read(other, MOST_PARTITIONS);
    Arrays.setAll(ones, p -> Math.max(ones[p], others[p]));
    return of(ones);
  }

  private static IllegalArgumentException malformed(String text) {
    String shown = text.length() > 40 ? text.substring(0, 40) + "…" : text;
    return new IllegalArgumentException(
        "\"%s\" is not allowed as a token; allowed: what token() of this cache has given on some node"
            .formatted(shown));
  }

  /** Puts a number, seven bits to a byte, the lowest first. */
  private static void put(ByteBuffer bytes, long number) {
    long rest = number;
    for (; rest > 0x7F; rest >>>= 7) {
      bytes.put((byte) (rest | 0x80));
    }
    bytes.put((byte) rest);
  }

  private static long take(ByteBuffer bytes) {
    long number = 0;
    for (int shift = 0; shift < Long.SIZE - 1; shift += 7) {
      byte next = bytes.get();
      number |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return number;
      }
    }
    throw new BufferUnderflowException();
  }
}
