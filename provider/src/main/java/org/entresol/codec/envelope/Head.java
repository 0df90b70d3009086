package org.entresol.codec.envelope;

import java.util.Arrays;
import org.entresol.codec.CodecException;

/**
 * What an encoding begins with that is not a value alone: a mark that no value begins with, a byte
 * that says what was done, and how many bytes there were before they were compressed.
 *
 * <p>The mark is no first byte of a text in UTF-8, of what Java serializes, nor of ours; a value
 * that begins with it gets a head all the same, and so is told from one.
 *
 * @param compression the number of the way in which the bytes are compressed, 0 for none
 * @param sealed whether what is behind the head is encrypted
 * @param length how many they were before; 0 where they are not compressed
 * @param end where what is behind the head begins
 */
record Head(int compression, boolean sealed, int length, int end) {

  /** The first byte. */
  static final byte MARK = (byte) 0xFF;

  private static final int COMPRESSION = 0x07;
  private static final int SEALED = 0x08;

  /** What is encrypted is a text about a value, which has a head that no value has. */
  private static final byte[] OF_TEXT = {MARK, SEALED | 0x10};

  /** The longest head. */
  static final int MOST_BYTES = 2 + 5;

  /** Whether there is a head at all. */
  static boolean isAt(byte[] bytes, int offset) {
    return offset >= 0 && offset < bytes.length && bytes[offset] == MARK;
  }

  /**
   * The head of an encoding that has one.
   *
   * @throws CodecException if it says what nobody here knows, or is cut
   */
  static Head read(byte[] bytes, int offset) {
    int flags = byteAt(bytes, offset + 1);
    int compression = flags & COMPRESSION;
    boolean sealed = (flags & SEALED) != 0;
    if ((flags & ~(COMPRESSION | SEALED)) != 0) {
      throw CodecException.malformed("an envelope of the unknown kind " + flags);
    }
    if (compression == 0) {
      return new Head(0, sealed, 0, offset + 2);
    }
    long length = 0;
    int place = offset + 2;
    for (int shift = 0; shift < Integer.SIZE; shift += 7) {
      int next = byteAt(bytes, place++);
      length |= (long) (next & 0x7F) << shift;
      if (next < 0x80) {
        return new Head(compression, sealed, (int) Math.min(length, Integer.MAX_VALUE), place);
      }
    }
    throw CodecException.malformed("an envelope whose length has no end");
  }

  /** The head of an encrypted text. */
  static byte[] ofText() {
    return OF_TEXT.clone();
  }

  /**
   * Where the head of an encrypted text ends.
   *
   * @throws CodecException if the bytes do not begin with one
   */
  static int endOfText(byte[] bytes) {
    if (!Arrays.equals(
        bytes, 0, Math.min(OF_TEXT.length, bytes.length), OF_TEXT, 0, OF_TEXT.length)) {
      throw CodecException.malformed("no encrypted text");
    }
    return OF_TEXT.length;
  }

  private static int byteAt(byte[] bytes, int place) {
    if (place >= bytes.length) {
      throw CodecException.malformed("an envelope that is cut");
    }
    return bytes[place] & 0xFF;
  }

  /**
   * The bytes of a head.
   *
   * @param compression the number of the way in which what is behind it is compressed, 0 for none
   * @param sealed whether that is encrypted
   * @param length how many bytes it was before, if it is compressed
   */
  static byte[] bytes(int compression, boolean sealed, int length) {
    byte[] head = new byte[MOST_BYTES];
    head[0] = MARK;
    head[1] = (byte) (compression | (sealed ? SEALED : 0));
    int end = 2;
    if (compression != 0) {
      int left = length;
      for (; left < 0 || left >= 0x80; left >>>= 7) {
        head[end++] = (byte) (left | 0x80);
      }
      head[end++] = (byte) left;
    }
    return Arrays.copyOf(head, end);
  }
}
