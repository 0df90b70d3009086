package org.entresol.codec;

/** A maker of copies for the objects of one class. Thread-safe. */
@FunctionalInterface
public interface Copier {

  /**
   * A copy that shares nothing mutable with the original.
   *
   * @param original an object of the class this copier was looked up for
   * @return the copy, never null; the original itself when it turns out to hold nothing mutable
   * @throws CopyException when an object of the graph cannot be copied
   */
  Object copy(Object original);
}
