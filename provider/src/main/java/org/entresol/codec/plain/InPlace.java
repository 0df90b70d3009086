package org.entresol.codec.plain;

import org.entresol.Codec;

/**
 * A codec that reads bytes where they lie. Thread-safe.
 *
 * @param <V> the type of the values
 */
interface InPlace<V> extends Codec<V> {

  @Override
  default V decode(byte[] bytes) {
    return decode(bytes, 0);
  }

  /**
   * The value of bytes.
   *
   * @param bytes not to be changed or kept
   * @param offset where the encoding begins; it ends with the array
   * @throws RuntimeException if they are no encoding
   */
  V decode(byte[] bytes, int offset);
}
