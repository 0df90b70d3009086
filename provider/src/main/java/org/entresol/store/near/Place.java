package org.entresol.store.near;

import java.util.Arrays;
import org.entresol.tier.Version;
import org.jspecify.annotations.Nullable;

/**
 * A key on its way to the tier, with what was known of it before the tier was asked.
 *
 * <p>The near entry is remembered because a step's own announcement may come before its answer, and
 * removes that entry: whoever stored an object by reference still gets that object back.
 * Thread-safe.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public final class Place<K, V> {

  private final K key;
  private final byte[] bytes;
  private final int partition;
  private final int spot;
  private final long generation;
  private final @Nullable TieredEntry<V> near;

  Place(
      K key,
      byte[] bytes,
      int partition,
      int spot,
      long generation,
      @Nullable TieredEntry<V> near) {
    this.key = key;
    this.bytes = bytes;
    this.partition = partition;
    this.spot = spot;
    this.generation = generation;
    this.near = near;
  }

  /** The key. */
  public K key() {
    return key;
  }

  /** The key as the tier knows it. */
  public byte[] bytes() {
    return bytes;
  }

  /** The partition of the key. */
  public int partition() {
    return partition;
  }

  /** What is known of an entry of this key that the tier tells of. */
  public Sighting sighting(Version version, long validAt) {
    return new Sighting(version, spot, validAt, generation, false);
  }

  /** What is known of an entry of this key in place of which this node has a value of its own. */
  public Sighting standingIn(Version version, long validAt) {
    return new Sighting(version, spot, validAt, generation, true);
  }

  /** What is known of an entry of this key in another generation. */
  Sighting sighting(Version version, long validAt, long inGeneration) {
    return new Sighting(version, spot, validAt, inGeneration, false);
  }

  /** The generation before the tier was asked. */
  long generation() {
    return generation;
  }

  int hash() {
    return hash(bytes);
  }

  /** The hash by which news of a key are noted. */
  static int hash(byte[] key) {
    return Arrays.hashCode(key);
  }

  /** The entry that was near, even if it is not one to be served any more; null for none. */
  public @Nullable TieredEntry<V> near() {
    return near;
  }

  /** Whether an entry was near that is no news to an authority which had got to a sequence. */
  boolean isOutdatedAt(long sequence) {
    return near != null && (sequence == 0 || near.validAt() <= sequence);
  }

  /**
   * Whether an entry was near, and to be served, that had been true at a sequence to which a change
   * steps only now.
   */
  boolean isAheadOf(long sequence) {
    return near != null && near.generation() == generation && near.validAt() >= sequence;
  }

  /**
   * The entry of a version, if it was near, and has that entry's own value; it may not be one to be
   * served any more.
   */
  public @Nullable TieredEntry<V> near(Version version) {
    boolean known = near != null && near.version().equals(version) && !near.standsIn();
    return known ? near : null;
  }
}
