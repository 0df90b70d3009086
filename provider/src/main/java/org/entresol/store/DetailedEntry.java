package org.entresol.store;

import org.entresol.codec.Copier;
import org.jspecify.annotations.Nullable;

/**
 * An entry with more to it than its value; the plain one is smaller without. Thread-safe.
 *
 * @param <V> the type of values
 */
public class DetailedEntry<V> extends Entry<V> {

  private final @Nullable Copier copier;
  private final int weight;
  private final @Nullable Loaded loaded;
  private final @Nullable Tags tags;

  /**
   * Creates an entry that never expires.
   *
   * @param value the value, already the cache's own; null for the knowledge that there is none
   * @param copier makes the copies that users get, or null when the value itself may be handed out
   * @param weight the estimated size of key and value in bytes; 0 where that does not matter
   * @param loaded how it came from the source, or null where nobody will ask
   * @param tags its tags, or null for none
   */
  protected DetailedEntry(
      @Nullable V value,
      @Nullable Copier copier,
      int weight,
      @Nullable Loaded loaded,
      @Nullable Tags tags) {
    super(value);
    this.copier = copier;
    this.weight = weight;
    this.loaded = loaded;
    this.tags = tags;
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

  /** A recall may have let it expire, and then no access brings it back. */
  @Override
  public long expires() {
    return (tags == null) ? super.expires() : Math.min(super.expires(), tags.end());
  }

  @Override
  public boolean isEternal() {
    return super.isEternal() && (tags == null || tags.end() == ETERNAL);
  }

  @Override
  public @Nullable Loaded loaded() {
    return loaded;
  }

  @Override
  public final boolean isTagged() {
    return tags != null;
  }

  @Override
  public final @Nullable Tags tags() {
    return tags;
  }

  @Override
  public int weight() {
    return weight;
  }
}
