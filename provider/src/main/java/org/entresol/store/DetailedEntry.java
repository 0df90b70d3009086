package org.entresol.store;

import org.entresol.codec.Copier;
import org.jspecify.annotations.Nullable;

/** An entry that must be copied for users, or weighed; the plain one is smaller without these. */
class DetailedEntry<V> extends Entry<V> {

  private final @Nullable Copier copier;
  private final int weight;

  DetailedEntry(V value, @Nullable Copier copier, int weight) {
    super(value);
    this.copier = copier;
    this.weight = weight;
  }

  @Override
  public V valueForUser() {
    return (copier == null) ? value() : copied(copier);
  }

  /** The copier is the one of the value's own class and returns an object of that class. */
  @SuppressWarnings("unchecked")
  private V copied(Copier maker) {
    return (V) maker.copy(value());
  }

  @Override
  int weight() {
    return weight;
  }
}
