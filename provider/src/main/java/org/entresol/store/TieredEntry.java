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
   * @param validAt a sequence of the partition at which this was the key's entry
   * @param generation the generation of the partition when it was asked for
   */
  TieredEntry(
      V value,
      @Nullable Copier copier,
      int weight,
      Version version,
      int partition,
      long validAt,
      long generation) {
    super(value, copier, weight);
    this.version = version;
    this.partition = partition;
    this.validAt = validAt;
    this.generation = generation;
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
