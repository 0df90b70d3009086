package org.entresol.store;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import org.entresol.KeyDescription.Copy;
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

  /** The value of an entry that stands for the knowledge that there is none. */
  private static final Object NOTHING = new Object();

  private final V value;
  private long expires = ETERNAL;

  /**
   * Creates an entry.
   *
   * @param value the value; null for the knowledge that there is none
   */
  protected Entry(@Nullable V value) {
    this.value = orNothing(value);
  }

  @SuppressWarnings("unchecked") // nobody gets it: an absence is asked for its value by no one
  private static <V> V orNothing(@Nullable V value) {
    return (value == null) ? (V) NOTHING : value;
  }

  /**
   * A new entry that never expires.
   *
   * @param value the value, already the cache's own
   * @param copier makes the copies that users get, or null when the value itself may be handed out
   * @param weight the estimated size of key and value in bytes; 0 where that does not matter
   * @param loaded how it came from the source, or null where nobody will ask
   * @param tags its tags, or null for none
   * @param most for how many nanoseconds accesses may prolong its life at most, or {@link #ETERNAL}
   */
  public static <V> Entry<V> of(
      V value,
      @Nullable Copier copier,
      int weight,
      @Nullable Loaded loaded,
      @Nullable Tags tags,
      long most) {
    if (most != ETERNAL) {
      return new LimitedEntry<>(value, copier, weight, loaded, tags, new Limit(most));
    }
    return (copier == null && weight == 0 && loaded == null && tags == null)
        ? new Entry<>(value)
        : new DetailedEntry<>(value, copier, weight, loaded, tags);
  }

  /**
   * The knowledge that the source has no value: to users it is never there, and its instant tells
   * how long it is to be believed.
   *
   * @param weight the estimated size of the key in bytes; 0 where that does not matter
   */
  public static <V> Entry<V> absence(int weight) {
    return new DetailedEntry<>(null, null, weight, null, null);
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

  /** The value itself; null for an absence. */
  public @Nullable V valueOrNull() {
    return isAbsence() ? null : value;
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

  /** Whether there is nothing for users at {@code now}: its instant has passed, or ever was so. */
  public boolean isExpiredAt(long now) {
    return expires() <= now || isAbsence();
  }

  /** Whether this is no value but the knowledge that the source has none. */
  public boolean isAbsence() {
    return value == NOTHING;
  }

  /** Whether another entry is of the same making, though perhaps another object. */
  public boolean isSameAs(@Nullable Entry<V> other) {
    return this == other;
  }

  /** How the value came from the source; null if it did not, or nobody was going to ask. */
  public @Nullable Loaded loaded() {
    return null;
  }

  /**
   * Whether it has tags. Hot code asks this first: as long as no entry has any, nothing has loaded
   * the class of tags, and the JVM inlines no method that returns one.
   */
  public boolean isTagged() {
    return false;
  }

  /** What it can be recalled by; null for nothing. */
  public @Nullable Tags tags() {
    return null;
  }

  /**
   * Moves the instant of expiry. To be called before the entry is stored or inside a {@linkplain
   * Transition step}; elsewhere the store has to know, see {@link EntryStore#touch}.
   */
  public void expireAt(long instant) {
    EXPIRES.setOpaque(this, instant);
  }

  /**
   * What is known of it as a copy.
   *
   * @param version what tells it from others
   * @param served whether reads are given it
   * @param now the time of the cache's clock
   */
  public Copy described(String version, boolean served, long now) {
    Loaded how = loaded();
    return new Copy(
        version,
        served,
        isAbsence(),
        (how == null) ? null : Duration.ofNanos(now - how.at()),
        isEternal() ? null : Duration.ofNanos(expires() - now),
        weight());
  }

  /** The instant past which no access moves that of expiry; {@link #ETERNAL} for none. */
  public long limit() {
    return ETERNAL;
  }

  /**
   * Lets the life begin that has a limit, if it has one; to be called where the instant of expiry
   * is set for a new entry.
   *
   * @param replaced an entry whose life goes on in this one, or null
   */
  public void begin(long now, @Nullable Entry<V> replaced) {}

  /** The estimated size of key and value in bytes; 0 where the store is not bounded by bytes. */
  public int weight() {
    return 0;
  }
}
