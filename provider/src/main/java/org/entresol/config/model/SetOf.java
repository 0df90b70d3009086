package org.entresol.config.model;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A type of sets, which a file writes as lists.
 *
 * @param item the type of each item
 * @param words the sets that have a name, by which a file may say them instead of a list
 * @param <E> what an item is in Java
 */
public record SetOf<E>(Scalar<E> item, Map<String, Set<E>> words) implements Type<Set<E>> {
  @Override
  public String allowed() {
    String list = "a list, each item " + item.allowed();
    return words.isEmpty()
        ? list
        : String.join(", ", new TreeSet<>(words.keySet())) + ", or " + list;
  }

  @Override
  public String shown(Set<E> value) {
    return words.entrySet().stream()
        .filter(word -> word.getValue().equals(value))
        .map(Map.Entry::getKey)
        .findAny()
        .orElseGet(() -> value.stream().map(item::shown).sorted().toList().toString());
  }

  @Override
  public Set<E> kept(Set<E> value) {
    return Set.copyOf(value);
  }
}
