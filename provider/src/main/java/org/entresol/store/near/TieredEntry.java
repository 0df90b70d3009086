package org.entresol.store.near;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.entresol.codec.Copier;
import org.entresol.store.DetailedEntry;
import org.entresol.store.Entry;
import org.entresol.store.Limit;
import org.entresol.store.Loaded;
import org.entresol.store.Tags;
import org.entresol.tier.Version;
import org.jspecify.annotations.Nullable;

/**
 * An entry of an authority, as this node knows it. Thread-safe.
 *
 * @param <V> the type of values
 */
public class TieredEntry<V> extends DetailedEntry<V> {

  /** Opaque, like the instant of expiry: it is believed only by who reads the same number anew. */
  private static final VarHandle CONFIRMED = confirmed();

  private static final long NEVER = Long.MIN_VALUE;

  private final Version version;

  /** The spot; its complement where the value stands in, so that no entry grows by that. */
  private final int spot;

  private final long validAt;
  private final long generation;

  @SuppressWarnings("UnusedVariable") // it is read by its handle
  private long confirmed = NEVER;

  /**
   * Creates an entry that the authority has.
   *
   * @param value the value; null for the knowledge that there is none
   * @param copier makes the copies that users get, or null when the value itself may be handed out
   * @param weight the estimated size of key and value in bytes
   * @param loaded how it came from the source, or null
   * @param tags its tags, or null for none
   * @param seen when and where the authority was known to have it
   */
  public TieredEntry(
      @Nullable V value,
      @Nullable Copier copier,
      int weight,
      @Nullable Loaded loaded,
      @Nullable Tags tags,
      Sighting seen) {
    super(value, copier, weight, loaded, tags);
    this.version = seen.version();
    this.spot = seen.standsIn() ? ~seen.spot() : seen.spot();
    this.validAt = seen.validAt();
    this.generation = seen.generation();
  }

  /**
   * An entry that the authority has.
   *
   * @param tags the hashes of its tags; none for none
   * @param most for how many nanoseconds accesses may prolong its life at most, or {@link
   *     Entry#ETERNAL}
   */
  public static <V> TieredEntry<V> of(
      @Nullable V value,
      @Nullable Copier copier,
      int weight,
      @Nullable Loaded loaded,
      long[] tags,
      Sighting seen,
      long most) {
    Tags own = (tags.length == 0) ? null : new Tags(tags, seen.validAt());
    return (most == ETERNAL || value == null)
        ? new TieredEntry<>(value, copier, weight, loaded, own, seen)
        : new LimitedTieredEntry<>(value, copier, weight, loaded, own, seen, new Limit(most));
  }

  private static VarHandle confirmed() {
    try {
      return MethodHandles.lookup().findVarHandle(TieredEntry.class, "confirmed", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  @Override
  public boolean isSameAs(@Nullable Entry<V> other) {
    return other instanceof TieredEntry<V> tiered && tiered.version.equals(version);
  }

  /** The version that the authority gave it. */
  public Version version() {
    return version;
  }

  /**
   * Whether its value is one that this node has loaded in place of that which the authority's entry
   * has, and which this node cannot read.
   */
  boolean standsIn() {
    return spot < 0;
  }

  /**
   * Whether it is the knowledge that the source has nothing, in place of an entry that this node
   * cannot read. Look-ups need not ask the source again then; whatever changes the entry has to
   * pass over it, as it is none to the users of this node.
   */
  public boolean isAbsenceInstead() {
    return standsIn() && isAbsence();
  }

  int spot() {
    return (spot < 0) ? ~spot : spot;
  }

  /** A sequence of the partition at which this was the key's entry. */
  long validAt() {
    return validAt;
  }

  /** The generation of the spot when this entry was asked for. */
  long generation() {
    return generation;
  }

  /** Whether this was found to be the key's entry at a number of changes, of any keys. */
  boolean isConfirmedAt(long changes) {
    return (long) CONFIRMED.getOpaque(this) == changes;
  }

  /** Notes that this was the key's entry at a number of changes. */
  void confirmAt(long changes) {
    CONFIRMED.setOpaque(this, changes);
  }
}
