package org.entresol.codec.wire;

import com.esotericsoftware.kryo.io.Input;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.entresol.codec.CodecException;
import org.jspecify.annotations.Nullable;

/**
 * Encoded bytes that nobody vouches for: no length in them is believed unless as many bytes are
 * left.
 *
 * <p>Each part of a container takes a byte of its own at least, so that all the lengths of
 * containers together cannot exceed the bytes, however the containers are nested. Not thread-safe.
 */
public final class WireInput extends Input {

  private static final byte[] NOTHING = {};
  private static final int SHORT_TEXT = 256;

  /** Where texts were put together that have more characters is not kept. */
  private static final int LONGEST_KEPT = 64 * 1024;

  /** Eight bytes at once, the first of them the lowest. */
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long MARKS = 0x8080_8080_8080_8080L;

  /** Where short texts are put together. */
  private final byte[] text = new byte[SHORT_TEXT];

  private long claimed;

  /** Takes all bytes from an offset on. */
  public void take(byte[] bytes, int offset) {
    setBuffer(bytes, offset, bytes.length - offset);
    claimed = 0;
  }

  /** Lets go of the bytes, and of the room that a long text has taken. */
  void forget() {
    setBuffer(NOTHING);
    if (chars.length > LONGEST_KEPT) {
      chars = new char[SHORT_TEXT];
    }
  }

  /** How many bytes are left. */
  public int remaining() {
    return limit() - position();
  }

  /** Reads how many parts follow that take a byte at least. */
  static int length(Input input) {
    return input instanceof WireInput wire ? wire.length() : input.readVarInt(true);
  }

  /** Reads how many parts follow that take a byte at least. */
  public int length() {
    int length = readVarInt(true);
    claim(length);
    return length;
  }

  private void claim(int length) {
    require(length, 1);
    claimed += length;
    if (claimed > limit()) {
      throw CodecException.malformed("containers claim more parts than there are bytes");
    }
  }

  /** Refuses a length that does not fit into what is left. */
  private void require(int length, int bytesEach) {
    if (length < 0 || (long) length * bytesEach > remaining()) {
      throw CodecException.malformed(
          "a length of " + length + " with only " + remaining() + " bytes left");
    }
  }

  /** The length of a string in characters, plus one. */
  @Override
  public int readVarIntFlag(boolean optimizePositive) {
    int flagged = super.readVarIntFlag(optimizePositive);
    if (flagged != 0) {
      require(flagged - 1, 1);
    }
    return flagged;
  }

  /**
   * Reads a string. Kryo marks the last byte of a short one, and to read it changes that byte for a
   * moment; but these bytes may be read by others too.
   */
  @Override
  public @Nullable String readString() {
    if (remaining() == 0) {
      return super.readString();
    }
    return buffer[position] < 0 ? readLongString() : readShortString();
  }

  /** Reads a string with its length before it; of ASCII, it is made of the bytes as they lie. */
  private @Nullable String readLongString() {
    int start = position;
    int length = readVarIntFlag(true) - 1;
    int end = position + length;
    if (length <= 0 || nextMarked(position, end) < end) {
      position = start;
      return super.readString();
    }
    position = end;
    return new String(buffer, end - length, length, StandardCharsets.ISO_8859_1);
  }

  private String readShortString() {
    int start = position;
    int end = nextMarked(start, limit);
    if (end == limit) {
      throw CodecException.malformed("a string without an end");
    }
    int length = end + 1 - start;
    byte[] characters = (length <= text.length) ? text : new byte[length];
    System.arraycopy(buffer, start, characters, 0, length);
    characters[length - 1] &= 0x7F;
    position = end + 1;
    return new String(characters, 0, length, StandardCharsets.ISO_8859_1);
  }

  /** The place of the next byte with the highest bit, or the end if there is none before it. */
  private int nextMarked(int from, int end) {
    int place = from;
    for (; place + Long.BYTES <= end; place += Long.BYTES) {
      long marks = (long) LONGS.get(buffer, place) & MARKS;
      if (marks != 0) {
        return place + (Long.numberOfTrailingZeros(marks) >>> 3);
      }
    }
    while (place < end && buffer[place] >= 0) {
      place++;
    }
    return place;
  }

  @Override
  public byte[] readBytes(int length) {
    require(length, 1);
    return super.readBytes(length);
  }

  @Override
  public int[] readInts(int length) {
    require(length, Integer.BYTES);
    return super.readInts(length);
  }

  @Override
  public int[] readInts(int length, boolean optimizePositive) {
    require(length, 1);
    return super.readInts(length, optimizePositive);
  }

  @Override
  public long[] readLongs(int length) {
    require(length, Long.BYTES);
    return super.readLongs(length);
  }

  @Override
  public long[] readLongs(int length, boolean optimizePositive) {
    require(length, 1);
    return super.readLongs(length, optimizePositive);
  }

  @Override
  public float[] readFloats(int length) {
    require(length, Float.BYTES);
    return super.readFloats(length);
  }

  @Override
  public double[] readDoubles(int length) {
    require(length, Double.BYTES);
    return super.readDoubles(length);
  }

  @Override
  public short[] readShorts(int length) {
    require(length, Short.BYTES);
    return super.readShorts(length);
  }

  @Override
  public char[] readChars(int length) {
    require(length, Character.BYTES);
    return super.readChars(length);
  }

  @Override
  public boolean[] readBooleans(int length) {
    require(length, 1);
    return super.readBooleans(length);
  }
}
