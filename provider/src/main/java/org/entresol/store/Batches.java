package org.entresol.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The cutting of long lists into parts. Stateless. */
public final class Batches {

  private Batches() {}

  /**
   * The parts of what is given, in its order; none is empty.
   *
   * @param given without nulls
   * @param size the most that one part may have
   */
  public static <T> List<List<T>> of(Collection<? extends T> given, int size) {
    List<T> all = List.copyOf(given);
    if (all.size() <= size) {
      return all.isEmpty() ? List.of() : List.of(all);
    }
    List<List<T>> parts = new ArrayList<>();
    for (int from = 0; from < all.size(); from += size) {
      parts.add(all.subList(from, Math.min(from + size, all.size())));
    }
    return parts;
  }
}
