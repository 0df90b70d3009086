package org.entresol.config.model;

import java.util.Set;

/**
 * A type of sets, which a file writes as lists.
 *
 * @param item the type of each item
 * @param <E> what an item is in Java
 */
public record SetOf<E>(Scalar<E> item) implements Type<Set<E>> {
  @Override
  public String allowed() {
    return "a list, each item " + item.allowed();
  }

  @Override
  public Set<E> kept(Set<E> value) {
    return Set.copyOf(value);
  }
}
