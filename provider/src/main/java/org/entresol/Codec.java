package org.entresol;

/**
 * A way in which the values of a cache become bytes, where it is not one that is shipped.
 *
 * <p>All nodes of a cache have the same one, which its record names. Both directions are asked for
 * by many threads at once, so a codec must be thread-safe; it must not call the cache. What it
 * throws, an error included, ends a write with a {@link javax.cache.CacheException}, and makes an
 * entry that is read one that cannot be: a miss, which is counted.
 *
 * @param <V> the type of the values
 */
public interface Codec<V> {

  /**
   * The name of what it writes, which the record of the cache has in Redis or on disk: 1 to 100
   * letters, digits, dots, hyphens or underscores, not that of a {@link ShippedCodec}. Bytes that
   * others cannot read need another name, such as {@code acme-orders-2}.
   */
  String name();

  /**
   * The bytes of a value, in an array that nobody changes any more; they may be none, but not null.
   * What is not to be stored is refused by throwing, as what is taken has to be readable for all
   * nodes.
   */
  byte[] encode(V value);

  /**
   * A value that nobody else has, and not null.
   *
   * @param bytes what {@link #encode} gave on some node, or whatever somebody has written into
   *     Redis: no length in it is to be believed; the array belongs to whoever is asked
   */
  V decode(byte[] bytes);
}
