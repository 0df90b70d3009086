package org.entresol.store;

import org.entresol.codec.Copier;
import org.jspecify.annotations.Nullable;

/** An entry with more to it than its value; the plain one is smaller without. */
class DetailedEntry<V> extends Entry<V> {

  private final @Nullable Copier copier;
  private final int weight;
  private final @Nullable Loaded loaded;

  DetailedEntry(@Nullable V value, @Nullable Copier copier, int weight, @Nullable Loaded loaded) {
    super(value);
    this.copier = copier;
    this.weight = weight;
    this.loaded = loaded;
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
  public @Nullable Loaded loaded() {
    return loaded;
  }

  @Override
  int weight() {
    return weight;
  }
}
