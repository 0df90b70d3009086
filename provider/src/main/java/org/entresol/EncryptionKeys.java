package org.entresol;

import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/**
 * The keys by which the values of a cache are encrypted, by their names.
 *
 * <p>A value says the name of its key, so what was written by an earlier key is read as long as
 * that is known: another {@link #current()} key needs no flush. All nodes have to know a key before
 * one of them writes by it. Both methods are asked for each value that is written or read, by many
 * threads: they must be thread-safe and quick, and not call the cache. What they throw ends a
 * write, and makes an entry that is read one that cannot be.
 *
 * <p>Nonces are random. No key should encrypt more than some billions of values (NIST SP 800-38D:
 * at most 2<sup>32</sup>).
 */
public interface EncryptionKeys {

  /**
   * The name of the key by which is encrypted from now on: 1 to 255 bytes in UTF-8. It lies beside
   * the value, in clear.
   */
  String current();

  /**
   * The key of a name: one for AES, of 256 bits.
   *
   * @param name what {@link #current()} gave, or whatever somebody has written into Redis
   * @return null if there is no such key, or no such key any more
   */
  @Nullable SecretKey key(String name);
}
