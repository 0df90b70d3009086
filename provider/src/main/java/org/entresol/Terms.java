package org.entresol;

import static java.util.Objects.requireNonNull;

import java.io.Serial;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is said in one group of settings. Immutable. */
final class Terms implements Serializable {
  /** Nothing is said. */
  static final Terms NONE = new Terms(Map.of());

  @Serial private static final long serialVersionUID = 1L;

  /** By the keys of the terms; nobody writes it any more. */
  private final TreeMap<String, Object> said;

  private Terms(Map<String, Object> said) {
    this.said = new TreeMap<>(said);
  }

  /** What was said, or null when nothing was. */
  <T> @Nullable T said(Term<T> term) {
    Object value = said.get(term.key());
    return value == null ? null : term.type().cast(value);
  }

  /** What holds: what was said, or the default. */
  <T> T get(Term<T> term) {
    T value = said(term);
    return value == null ? term.standard() : value;
  }

  /** These, and another value for one term. */
  <T> Terms with(Term<T> term, T value) {
    term.check().accept(requireNonNull(value, term.key()));
    Map<String, Object> changed = new HashMap<>(said);
    changed.put(term.key(), value);
    return new Terms(changed);
  }

  /** These without what was said about one term. */
  Terms without(Term<?> term) {
    Map<String, Object> changed = new HashMap<>(said);
    changed.remove(term.key());
    return new Terms(changed);
  }

  /** These, and the others where nothing is said in these. */
  Terms over(Terms other) {
    Map<String, Object> all = new HashMap<>(other.said);
    all.putAll(said);
    return new Terms(all);
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof Terms other && said.equals(other.said);
  }

  @Override
  public int hashCode() {
    return said.hashCode();
  }

  @Override
  public String toString() {
    return said.toString();
  }
}
