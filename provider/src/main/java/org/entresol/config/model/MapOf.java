package org.entresol.config.model;

import java.util.Map;
import java.util.TreeMap;

/**
 * A type of maps from names to values, which a file writes as sections.
 *
 * @param key the type of each name
 * @param item the type of each value
 * @param <E> what a value is in Java
 */
public record MapOf<E>(Scalar<String> key, Scalar<E> item) implements Type<Map<String, E>> {
  @Override
  public String allowed() {
    return "a section, each key " + key.allowed() + ", each value " + item.allowed();
  }

  @Override
  public String shown(Map<String, E> value) {
    Map<String, String> shown = new TreeMap<>();
    value.forEach((name, each) -> shown.put(name, item.shown(each)));
    return shown.toString();
  }

  @Override
  public Map<String, E> kept(Map<String, E> value) {
    return Map.copyOf(value);
  }
}
