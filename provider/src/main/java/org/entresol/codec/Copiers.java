package org.entresol.codec;

import org.jspecify.annotations.Nullable;

/**
 * The copying rules of one cache: which objects may be shared and how the others are copied.
 * Thread-safe.
 */
public interface Copiers {

  /**
   * The copier for objects of the class of {@code value}, or null when they need no copying:
   * because they cannot change, or because the cache stores by reference.
   */
  @Nullable Copier copierOf(Object value);

  /**
   * Whether no value of a type, nor of its subtypes, needs copying: because none of them can
   * change, or because the cache stores by reference.
   */
  boolean sharesAll(Class<?> type);

  /**
   * A copy that the caller may change, or the value itself when it cannot change or the cache
   * stores by reference.
   *
   * @throws CopyException when an object of the graph cannot be copied
   */
  <T> T copy(T value);

  /**
   * The estimated size of the value in bytes, for bounds by size: near to what strings, numbers and
   * arrays of primitives take on the heap, the length of the encoded form for everything else.
   *
   * @throws CopyException when an object of the graph cannot be measured
   */
  long sizeOf(Object value);
}
