package org.entresol.codec;

/**
 * The encoding of the values of one cache: any graph of objects of allowed classes, as bytes.
 *
 * <p>Bytes are trusted in nothing: what they name is looked up in the allowed classes before it is
 * loaded, and no length is believed. Thread-safe.
 */
public interface ValueCodec {

  /**
   * The bytes of a value.
   *
   * @throws CodecException when a class in it is not allowed, with the line that would allow it, or
   *     an object cannot be encoded
   */
  byte[] encode(Object value);

  /**
   * The value of bytes.
   *
   * @param bytes what {@link #encode} gave, or anything else
   * @param offset where the encoding begins; it ends with the array
   * @throws CodecException when the bytes are not a proper encoding of allowed classes; never
   *     another exception
   */
  Object decode(byte[] bytes, int offset);

  /**
   * Sees to it that others still find what they need to read the bytes; to be called about once a
   * second.
   *
   * @throws RuntimeException if that lies where nobody answers; the next call tries again
   */
  void renew();
}
