package org.entresol.codec;

/**
 * The encoding of the values of one cache as its tier keeps them, each at its key. Thread-safe.
 *
 * <p>It is told the key since bytes may say whose they are, so that nobody moves them to another.
 */
public interface EntryCodec {

  /**
   * The bytes of a value.
   *
   * @param key the bytes of its key, by the {@link KeyCodec} of the cache
   * @throws CodecException when the value cannot be encoded, or has too many bytes
   */
  byte[] encode(Object value, byte[] key);

  /**
   * The value of bytes.
   *
   * @param bytes what {@link #encode} gave, or anything else
   * @param offset where the encoding begins; it ends with the array
   * @param key the bytes of the key under which they lie
   * @throws CodecException when they are no value at this key; never another exception
   */
  Object decode(byte[] bytes, int offset, byte[] key);

  /**
   * A text about the value of a key, as it may lie beside it: where values are encrypted it is too.
   *
   * @throws CodecException if it cannot be encrypted now
   */
  String covered(String text, byte[] key);

  /**
   * What a text beside the value of a key says.
   *
   * @param text what {@link #covered} gave, or anything else
   * @return the text, or why it cannot be read
   */
  String uncovered(String text, byte[] key);

  /**
   * How many bytes the value of an encoding takes where it is not compressed.
   *
   * @param bytes an encoding that was read, or that {@link #encode} gave
   * @param offset where it begins
   */
  int lengthOf(byte[] bytes, int offset);

  /**
   * Sees to it that others still find what they need to read the bytes; to be called about once a
   * second.
   *
   * @throws RuntimeException if that lies where nobody answers; the next call tries again
   */
  void renew();
}
