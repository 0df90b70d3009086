package org.entresol.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.cache.CacheException;
import org.entresol.codec.CodecException;
import org.entresol.codec.Copier;
import org.entresol.codec.Copiers;
import org.entresol.codec.CopyException;
import org.entresol.store.Entry;
import org.entresol.store.Loaded;
import org.entresol.store.Tags;
import org.jspecify.annotations.Nullable;

/**
 * The turning of users' keys and values into those that the cache keeps, and back.
 *
 * <p>A copy is user code in disguise (it walks users' classes), so it is made before or after the
 * step that changes the store and never within. Thread-safe.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public final class Values<K, V> {

  /** What an entry costs beside its key and value: the node, the entry and their table slot. */
  private static final int OVERHEAD_BYTES = 128;

  private static final List<String> NO_TAGS = List.of();

  private final Copiers keyCopiers;
  private final Copiers copiers;
  private final boolean weighed;
  private final long most;
  private final @Nullable Tagging<K, V> tagging;

  /**
   * Creates the conversions of one cache.
   *
   * @param keyCopiers the copying rules of keys
   * @param copiers the copying rules of values
   * @param weighed whether the store is bounded by bytes, so that each entry needs its weight
   * @param most for how many nanoseconds accesses may prolong the life of an entry at most, or
   *     {@link Entry#ETERNAL}
   * @param tagging the tags of entries, or null where none has any
   */
  public Values(
      Copiers keyCopiers,
      Copiers copiers,
      boolean weighed,
      long most,
      @Nullable Tagging<K, V> tagging) {
    this.most = most;
    this.tagging = tagging;
    this.keyCopiers = keyCopiers;
    this.copiers = copiers;
    this.weighed = weighed;
  }

  /** A key that changes on the other side do not reach. */
  public K key(K key) {
    return copy(key, keyCopiers);
  }

  /** Keys that changes on the other side do not reach, in their order. */
  public List<K> keys(Collection<? extends K> keys) {
    List<K> copies = new ArrayList<>(keys.size());
    keys.forEach(key -> copies.add(key(key)));
    return copies;
  }

  /** A value that changes on the other side do not reach. */
  public V value(V value) {
    return copy(value, copiers);
  }

  /** The value of an entry for a user. */
  public V forUser(Entry<V> entry) {
    try {
      return entry.valueForUser();
    } catch (CopyException e) {
      throw new CacheException(e.getMessage(), e);
    }
  }

  /** Like {@link #forUser}, null for no entry. */
  @Nullable V forUserIfAny(@Nullable Entry<V> entry) {
    return (entry == null) ? null : forUser(entry);
  }

  /**
   * The value of an entry that an operation found, for a user; null for no entry.
   *
   * @param heard whether listeners may get it too: even an entry that nobody else has, as it was
   *     just read from bytes, is then handed out as a copy
   */
  @Nullable V forUserIfAny(@Nullable Entry<V> entry, boolean heard) {
    return (entry != null && heard) ? value(entry.value()) : forUserIfAny(entry);
  }

  /** A not yet stored entry of a user's value, of which no listener hears. */
  public Entry<V> entry(K key, V value) {
    return entry(key, value, null, false);
  }

  /** The not yet stored knowledge that the source has nothing. */
  public Entry<V> absence(K key) {
    return Entry.absence(weighed ? OVERHEAD_BYTES + (int) keyCopiers.sizeOf(key) : 0);
  }

  /**
   * A not yet stored entry.
   *
   * @param loaded how its value came from the source, or null where nobody will ask
   * @param heard whether listeners may get it, who have time until after the operation: then it is
   *     copied even where storing it makes bytes of it
   */
  public Entry<V> entry(K key, V value, @Nullable Loaded loaded, boolean heard) {
    return entry(key, value, loaded, heard, tags(key, value, NO_TAGS));
  }

  /**
   * A not yet stored entry of a user's value, with tags beside those that it has in any case.
   *
   * @param loaded how its value came from the source, or null where nobody will ask
   * @param heard whether listeners may get it
   * @throws IllegalStateException if there are tags, and entries of this cache have none
   */
  public Entry<V> entry(
      K key, V value, @Nullable Loaded loaded, boolean heard, Collection<String> tags) {
    if (tagging == null && !tags.isEmpty()) {
      throw new IllegalStateException(
          "Entries of this cache have no tags, but that of '%s' is to have %s; a setting of tags gives them some, such as tags.explicit: true"
              .formatted(key, tags));
    }
    return entry(key, value, loaded, heard, tags(key, value, tags));
  }

  private @Nullable Tags tags(K key, V value, Collection<String> said) {
    return (tagging == null) ? null : tagging.of(key, value, said);
  }

  private Entry<V> entry(
      K key, V value, @Nullable Loaded loaded, boolean heard, @Nullable Tags tags) {
    try {
      Copier copier = copiers.copierOf(value);
      V own = (copier == null && !heard) ? value : copiers.copy(value);
      return Entry.of(own, copier, weighed ? weigh(key, value) : 0, loaded, tags, most);
    } catch (CopyException | CodecException e) {
      throw new CacheException(e.getMessage(), e);
    }
  }

  private static <T> T copy(T object, Copiers copiers) {
    try {
      return copiers.copy(object);
    } catch (CopyException | CodecException e) {
      throw new CacheException(e.getMessage(), e);
    }
  }

  private int weigh(K key, V value) {
    long bytes = OVERHEAD_BYTES + keyCopiers.sizeOf(key) + copiers.sizeOf(value);
    return (int) Math.min(bytes, Integer.MAX_VALUE);
  }
}
