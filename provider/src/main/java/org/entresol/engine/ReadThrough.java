package org.entresol.engine;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import javax.cache.integration.CompletionListener;
import org.entresol.store.Entry;
import org.jspecify.annotations.Nullable;

/**
 * The giving of values that are not in the cache, or not fresh, by the source of record.
 * Thread-safe.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public interface ReadThrough<K, V> {

  /**
   * The value of one key that is not present; null when the source has none either.
   *
   * @param past the entry that was found past its time, or null
   * @throws javax.cache.integration.CacheLoaderException if the loader fails
   */
  @Nullable V load(K key, @Nullable Entry<V> past);

  /**
   * The values of those keys that the source has; none of them is present.
   *
   * @param past entries that were found past their time
   */
  Map<K, V> loadAll(Collection<? extends K> keys, Map<K, Entry<V>> past);

  /**
   * The source's value of a key that the current thread holds; it is not stored, since whoever
   * holds the key decides what becomes of it.
   */
  @Nullable V loadHeld(K key);

  /**
   * The value of one key while the authority cannot be asked: what the source says, which is kept
   * near for a short time, so that the source is not asked by every caller.
   *
   * @param past the near entry that was found past its time, or null
   * @param reason why the authority cannot be asked
   */
  @Nullable V loadAlone(K key, @Nullable Entry<V> past, AuthorityException reason);

  /**
   * The values of those keys that the source has, while the authority cannot be asked.
   *
   * @param reason why it cannot
   */
  Map<K, V> loadAllAlone(Collection<? extends K> keys, AuthorityException reason);

  /** Whether present entries may be refreshed before their end. */
  boolean refreshesAhead();

  /** Refreshes a present entry in the background, if it is time to. */
  void refreshIfDue(K key, Entry<V> entry);

  /** Refreshes those of many present entries for which it is time, in few calls of the loader. */
  void refreshDue(Map<K, Entry<V>> present);

  /**
   * Whether nobody need look for a newer entry than a past one: the source is known to have none,
   * or that entry is being replaced here and good enough until then.
   */
  boolean isSettled(K key, Entry<V> past);

  /**
   * {@link javax.cache.Cache#loadAll}, in the background.
   *
   * @param listener is told of the end, or null
   */
  void loadAll(
      Set<? extends K> keys, boolean replaceExisting, @Nullable CompletionListener listener);
}
