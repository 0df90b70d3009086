package org.entresol.store;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.entresol.codec.Copier;
import org.jspecify.annotations.Nullable;

/**
 * One value as the heap holds it, with the instant at which it expires.
 *
 * <p>The value never changes, so an entry is told from its successor by identity; only the instant
 * moves when the entry is touched. Thread-safe.
 *
 * @param <V> the type of values
 */
public class Entry<V> {

  /** The instant of an entry that never expires. */
  public static final long ETERNAL = Long.MAX_VALUE;

  /**
   * The instant is read and written opaquely: whole and soon, which is all it needs, and for less
   * than a volatile write costs every new entry.
   */
  private static final VarHandle EXPIRES = handle();

  private final V value;
  private long expires = ETERNAL;

  Entry(V value) {
    this.value = value;
  }

  /**
   * A new entry that never expires.
   *
   * @param value the value, already the cache's own
   * @param copier makes the copies that users get, or null when the value itself may be handed out
   * @param weight the estimated size of key and value in bytes; 0 where that does not matter
   */
  public static <V> Entry<V> of(V value, @Nullable Copier copier, int weight) {
    return (copier == null && weight == 0)
        ? new Entry<>(value)
        : new DetailedEntry<>(value, copier, weight);
  }

  private static VarHandle handle() {
    try {
      return MethodHandles.lookup().findVarHandle(Entry.class, "expires", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** The value itself, not to be handed to users. */
  public V value() {
    return value;
  }

  /** The value for a user: a copy where the cache stores by value and the value is mutable. */
  public V valueForUser() {
    return value;
  }

  /** The instant of expiry in nanoseconds of the cache's clock, or {@link #ETERNAL}. */
  public long expires() {
    return (long) EXPIRES.getOpaque(this);
  }

  /** Whether this entry never expires, as far as it is known now. */
  public boolean isEternal() {
    return expires == ETERNAL;
  }

  /** Whether the instant of expiry has passed at {@code now}. */
  public boolean isExpiredAt(long now) {
    return expires() <= now;
  }

  /**
   * Moves the instant of expiry. To be called before the entry is stored or inside a {@linkplain
   * Transition#next step}; elsewhere the store has to know, see {@link EntryStore#touch}.
   */
  public void expireAt(long instant) {
    EXPIRES.setOpaque(this, instant);
  }

  /** The estimated size of key and value in bytes; 0 where the store is not bounded by bytes. */
  int weight() {
    return 0;
  }
}
