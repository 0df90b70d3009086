package org.entresol.codec;

/**
 * The encoding of the keys of one cache, in which equal keys have equal bytes and different keys
 * different ones. Thread-safe.
 *
 * <p>A tier names things by these bytes: they are a letter, a colon, and text in UTF-8; or {@code
 * k:} and any bytes, which a tier makes text of.
 *
 * @param <K> the type of keys
 */
public interface KeyCodec<K> {

  /**
   * The bytes of a key; equal keys give equal bytes.
   *
   * @throws CodecException when a class in the key is not allowed, with the line that would allow
   *     it, or the key has no canonical form
   */
  byte[] encode(K key);

  /**
   * The instance of a key that {@link #decode} gives for its bytes as long as anybody holds it.
   * Whoever keeps keys to find them again by decoded ones has to keep this one: the bytes of some
   * keys do not say all that decides about their equality on this node.
   *
   * @param bytes of the key, by {@link #encode}
   */
  default K held(K key, byte[] bytes) {
    return key;
  }

  /**
   * The key of bytes, equal to the one they were made from, but for {@linkplain #held some keys}
   * that nobody on this node holds.
   *
   * @throws CodecException when the bytes are not those of a key of allowed classes; never another
   *     exception
   */
  K decode(byte[] bytes);
}
