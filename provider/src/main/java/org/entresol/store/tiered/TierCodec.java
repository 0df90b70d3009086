package org.entresol.store.tiered;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.entresol.codec.CodecException;
import org.entresol.codec.Copiers;
import org.entresol.codec.EntryCodec;
import org.entresol.codec.KeyCodec;
import org.entresol.store.Loaded;
import org.entresol.store.near.Sighting;
import org.entresol.store.near.TieredEntry;
import org.entresol.tier.Lifetimes;
import org.entresol.tier.Stored;
import org.entresol.time.Clock;
import org.entresol.time.Reminder;
import org.jspecify.annotations.Nullable;

/**
 * The turning of keys and entries into the bytes of a tier and back. What comes back is not
 * trusted: bytes that are no value of the cache's type are no entry, and counted. Thread-safe.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public final class TierCodec<K, V> {

  private static final Logger LOG = System.getLogger(TierCodec.class.getName());

  /** What a near entry costs beside its bytes: the node, the entry and their table slot. */
  private static final int OVERHEAD_BYTES = 160;

  private final String cache;
  private final KeyCodec<K> keys;
  private final EntryCodec values;
  private final Class<V> valueType;
  private final Copiers copiers;
  private final boolean strict;
  private final long most;
  private final LongAdder unreadable = new LongAdder();
  private final Reminder warning = new Reminder(Duration.ofMinutes(1), Clock.system());

  /**
   * Creates the codec of one cache.
   *
   * @param cache its name, for messages
   * @param copiers the rules by which users get copies of near values
   * @param strict whether a payload that cannot be decoded is an error instead of a miss
   * @param most for how many nanoseconds accesses may prolong the life of an entry at most, or
   *     {@link Lifetimes#ETERNAL}
   */
  public TierCodec(
      String cache,
      KeyCodec<K> keys,
      EntryCodec values,
      Class<V> valueType,
      Copiers copiers,
      boolean strict,
      long most) {
    this.cache = cache;
    this.most = most;
    this.keys = keys;
    this.values = values;
    this.valueType = valueType;
    this.copiers = copiers;
    this.strict = strict;
  }

  /** Sees to it that others can still read what this node has written. */
  void renew() {
    values.renew();
  }

  /** Whether a payload that cannot be decoded is an error instead of a miss. */
  boolean isStrict() {
    return strict;
  }

  byte[] key(K key) {
    return keys.encode(key);
  }

  /** The instance of a key by which it is found again when the tier tells of its bytes. */
  K held(K key, byte[] bytes) {
    return keys.held(key, bytes);
  }

  /** The key in bytes of the tier; null if they are none. */
  @Nullable K keyOf(byte[] bytes) {
    try {
      return keys.decode(bytes);
    } catch (CodecException e) {
      CodecException unused = told(e);
      return null;
    }
  }

  byte[] value(V value, byte[] key) {
    return values.encode(value, key);
  }

  /** The cache's name, for messages. */
  String cache() {
    return cache;
  }

  /** The number of keys and payloads that could not be read. */
  long unreadable() {
    return unreadable.sum();
  }

  /** Counts what cannot be read, and tells of it once in a while. */
  private CodecException told(CodecException reason) {
    unreadable.increment();
    if (warning.isDue()) {
      LOG.log(
          Level.WARNING,
          "Cache '%s': what lies in its tier cannot be read by this node, and is passed over; %d such since it opened. The last: %s"
              .formatted(cache, unreadable.sum(), reason.getMessage()));
    }
    return reason;
  }

  /** The entry in bytes of the tier; null when they are no value of this cache. */
  @Nullable TieredEntry<V> entry(
      byte[] key, Stored stored, @Nullable Loaded loaded, Sighting seen) {
    try {
      return decoded(key, stored, loaded, seen);
    } catch (CodecException e) {
      return null;
    }
  }

  /**
   * The entry in bytes of the tier, for users.
   *
   * @return null when the bytes are no value of this cache
   * @throws CodecException instead, if that is how this cache was configured
   */
  @Nullable TieredEntry<V> entryForUsers(
      byte[] key, Stored stored, @Nullable Loaded loaded, Sighting seen) {
    return strict ? decoded(key, stored, loaded, seen) : entry(key, stored, loaded, seen);
  }

  private TieredEntry<V> decoded(
      byte[] key, Stored stored, @Nullable Loaded loaded, Sighting seen) {
    return entry(value(key, stored), loaded, stored.tags(), lengthOf(stored), seen);
  }

  /** How many bytes an entry takes in memory, as long as nobody has made an object of it. */
  int lengthOf(Stored stored) {
    return stored.offset() + values.lengthOf(stored.bytes(), stored.offset());
  }

  /** The same of a payload on its way to the tier. */
  int lengthOf(byte[] payload) {
    return values.lengthOf(payload, 0);
  }

  private @Nullable V value(byte[] key, Stored stored) {
    try {
      return stored.isAbsence()
          ? null
          : valueType.cast(values.decode(stored.bytes(), stored.offset(), key));
    } catch (ClassCastException e) {
      throw told(CodecException.malformed("the value is no " + valueType.getName()));
    } catch (CodecException e) {
      throw told(e);
    }
  }

  /**
   * Whether a payload of this node's stands for something greater than what is stored; so it does
   * if that cannot be read, or the two cannot be compared.
   */
  boolean isGreater(byte[] key, byte[] payload, Stored stored) {
    try {
      Object other = value(key, stored);
      Object mine = values.decode(payload, 0, key);
      return other == null || mine.getClass() != other.getClass() || compare(mine, other) > 0;
    } catch (CodecException e) {
      return true;
    }
  }

  /** Both are of one class. */
  @SuppressWarnings("unchecked")
  private static int compare(Object one, Object other) {
    return (one instanceof Comparable<?> comparable)
        ? ((Comparable<Object>) comparable).compareTo(other)
        : 1;
  }

  /** Whether entries have a limit past which no access prolongs their lives. */
  boolean limits() {
    return most != Lifetimes.ETERNAL;
  }

  /** An entry of the value of another one, which is of the same version. */
  TieredEntry<V> again(TieredEntry<V> known, long[] tags, Sighting seen) {
    V value = known.valueOrNull();
    return TieredEntry.of(
        value,
        (value == null) ? null : copiers.copierOf(value),
        known.weight(),
        known.loaded(),
        tags,
        seen,
        most);
  }

  /**
   * An entry of a value that is the cache's own, or of none.
   *
   * @param tags the hashes of its tags
   */
  TieredEntry<V> entry(
      @Nullable V value, @Nullable Loaded loaded, long[] tags, int length, Sighting seen) {
    return TieredEntry.of(
        value,
        (value == null) ? null : copiers.copierOf(value),
        OVERHEAD_BYTES + length,
        loaded,
        tags,
        seen,
        most);
  }
}
