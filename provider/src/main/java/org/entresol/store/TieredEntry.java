package org.entresol.store;

import org.entresol.codec.Copier;
import org.entresol.tier.Version;
import org.jspecify.annotations.Nullable;

/**
 * An entry of an authority, as this node knows it.
 *
 * @param <V> the type of values
 */
final class TieredEntry<V> extends DetailedEntry<V> {

  private final Version version;
  private final int partition;
  private final long validAt;
  private final long generation;

  /**
   * Creates an entry that the authority has.
   *
   * @param value the value; null for the knowledge that there is none
   * @param validAt a sequence of the partition at which this was the key's entry
   * @param generation the generation of the partition when it was asked for
   */
  TieredEntry(
      @Nullable V value,
      @Nullable Copier copier,
      int weight,
      @Nullable Loaded loaded,
      Version version,
      int partition,
      long validAt,
      long generation) {
    super(value, copier, weight, loaded);
    this.version = version;
    this.partition = partition;
    this.validAt = validAt;
    this.generation = generation;
  }

  @Override
  public boolean isSameAs(@Nullable Entry<V> other) {
    return other instanceof TieredEntry<V> tiered && tiered.version.equals(version);
  }

  Version version() {
    return version;
  }

  int partition() {
    return partition;
  }

  /** A sequence of the partition at which this was the key's entry. */
  long validAt() {
    return validAt;
  }

  /** The generation of the partition when this entry was asked for. */
  long generation() {
    return generation;
  }
}
