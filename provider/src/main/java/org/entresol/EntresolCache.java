package org.entresol;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/**
 * A cache of Entresol's: what JCache prescribes, and what it lacks.
 *
 * <p>Every cache of an {@link EntresolCacheManager} is one; where only a {@link Cache} is at hand,
 * {@code cache.unwrap(EntresolCache.class)} gives it. It may be unwrapped further to its {@link
 * EntresolStatisticsMXBean} and {@link EntresolTiersMXBean}, whether JMX shows them or not, and to
 * the native Caffeine cache of its heap, whose values are Entresol's own entries and which is meant
 * for looking at, not for changing.
 *
 * <p>Thread-safe. Once the cache is closed, every method but those that tell what it is throws an
 * {@link IllegalStateException}; a null key, value or set is a {@link NullPointerException}, and a
 * key or value that is not of the configured type is a {@link ClassCastException}. A failure of the
 * authority, such as a Redis that does not answer, is a {@link javax.cache.CacheException}.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public interface EntresolCache<K, V> extends Cache<K, V> {

  /**
   * The value that the authority has at this moment, past any copy in this node's heap.
   *
   * <p>Nothing is loaded or counted, and it is no access: no life is prolonged by it.
   *
   * @param key the key, not null
   * @return the value, or null for none
   * @throws javax.cache.CacheException if the authority cannot be reached
   */
  @Nullable V getFresh(K key);

  /**
   * Drops an entry for all nodes, because it is known to be out of date, or is not to be given to
   * anybody any more: the next read through a loader asks the source. A load that is under way is
   * not stored.
   *
   * <p>Unlike {@link #remove(Object)} this is no change of the source of record: as with {@link
   * #clear}, neither the writer nor pending writes, listeners or statistics hear of it, and an
   * entry whose write is still pending is read from there again.
   *
   * @param key the key, not null; without an entry nothing happens but that others are told
   * @throws javax.cache.CacheException if the authority cannot be reached
   */
  void invalidate(K key);

  /**
   * {@linkplain #invalidate Invalidates} several entries, in few round trips.
   *
   * @param keys the keys, none of them null
   * @throws javax.cache.CacheException if the authority cannot be reached; some may be gone then
   */
  void invalidateAll(Set<? extends K> keys);

  /**
   * Stores an entry as {@link #put(Object, Object)} does, and on what terms.
   *
   * @param key the key, not null
   * @param value the value, not null
   * @param options the terms, not null
   * @throws IllegalStateException if there are tags, and no setting of {@code tags} says that
   *     entries of this cache may have some; or a time to live, and no entry of this cache ever
   *     expires, since nothing is made ready for it then
   */
  void put(K key, V value, PutOptions options);

  /**
   * {@linkplain #invalidate Invalidates} all entries that have one of some tags, on all nodes, in a
   * time that does not depend on how many there are. A load that is under way is not stored if what
   * it brings has one of them.
   *
   * <p>An entry has the tags that were said when it was stored: by the cache's {@link
   * TagExtractor}, by the segments of its key, by a {@link Tagged} value, or by {@link PutOptions}.
   * Of each only a hash of 64 bits is kept.
   *
   * @param tags the tags, none of them null, at most 64; nothing happens without any
   * @throws javax.cache.CacheException if the authority cannot be reached; entries of some
   *     partitions may be gone then
   */
  void invalidateTags(Collection<String> tags);

  /**
   * {@linkplain #invalidateTags(Collection) Invalidates} all entries that have one of some tags.
   */
  default void invalidateTags(String... tags) {
    invalidateTags(List.of(tags));
  }

  /**
   * Lets all entries expire now that have one of some tags, on all nodes, in a time that does not
   * depend on how many there are: from then on they are as all that is past its time. Where {@link
   * LoadSettings#staleWhileRevalidate} or {@link LoadSettings#staleIfError} allow it, a value is
   * still given while one load replaces it; elsewhere there is none. A load that is under way is
   * not stored if what it brings has one of them.
   *
   * <p>The time for which it may be given is counted from the first such call after it was stored,
   * or from the entry's own end if that was earlier.
   *
   * @param tags the tags, none of them null, at most 64; nothing happens without any
   * @throws javax.cache.CacheException if the authority cannot be reached; entries of some
   *     partitions may have expired then
   */
  void expireTags(Collection<String> tags);

  /** {@linkplain #expireTags(Collection) Lets} all entries expire that have one of some tags. */
  default void expireTags(String... tags) {
    expireTags(List.of(tags));
  }

  /**
   * {@linkplain #invalidate Invalidates} all entries whose keys look like something, on all nodes,
   * such as {@code user:42:*}. A load of such a key that is under way is not stored.
   *
   * <p>All keys are looked through, so this takes as long as there are many; for what is asked for
   * often there are {@linkplain #invalidateTags tags}. What is put meanwhile may go too, or stay,
   * as may what an entry processor stores that was at work already, a loaded value included. Copies
   * in the heaps of nodes are dropped, of all entries.
   *
   * @param pattern the text of a key, not null, in which each of at most 8 {@code *} stands for any
   *     text, also for none; nothing else in it has a meaning of its own
   * @throws IllegalArgumentException if keys of this cache are no texts, whole numbers or UUIDs, or
   *     there are too many {@code *}; where keys are of several types, others stay
   * @throws javax.cache.CacheException if the authority cannot be reached; some may be gone then
   */
  void invalidatePattern(String pattern);

  /**
   * Drops the copy that this node's heap keeps of another authority's entry; the authority is asked
   * by the next read. Nothing happens on a stack without such copies.
   *
   * @param key the key, not null
   */
  void invalidateNear(K key);

  /**
   * How far the changes of this cache have got, on all nodes: whoever is given the token, on
   * whatever node, reads by {@link #after} nothing that is older. It is a short text for headers
   * and cookies, of a few bytes for each partition, and tells nothing of keys or values.
   *
   * <p>On the stacks of Redis this is one round trip; elsewhere nothing is ever read that is older,
   * and the token is empty.
   *
   * @throws javax.cache.CacheException if the authority cannot be reached
   */
  String token();

  /**
   * Sees to it that reads which begin from now on, by anybody on this node, are at least as new as
   * a token. Where this node has heard of all changes before it, that is at once; else it waits for
   * 5 ms at most, and drops what is near of the partitions whose changes have not come yet.
   *
   * @param token what {@link #token} gave on some node, not null; one of a history that is no more,
   *     such as before a failover that lost changes, asks for nothing
   * @throws IllegalArgumentException if it is no token of this cache
   * @throws javax.cache.CacheException if changes have not come and the authority cannot be reached
   */
  void after(String token);

  /** Drops all copies that this node's heap keeps of another authority's entries. */
  void invalidateNear();

  /**
   * Drops all copies that the heaps of all nodes keep of another authority's entries; what lies in
   * the authority stays. Nothing happens on a stack without such copies.
   *
   * @throws javax.cache.CacheException if the authority cannot be reached
   */
  void invalidateNearEverywhere();

  /**
   * Where the entry of a key lies: in this node's heap, and in the authority, which is asked.
   *
   * <p>Nothing is loaded, counted or kept near by it, and it is no access. Which node has written
   * an entry is not known.
   *
   * @param key the key, not null
   * @return a description, also where there is no entry
   * @throws javax.cache.CacheException if the authority cannot be reached
   */
  KeyDescription describe(K key);

  /**
   * The key of this cache that a text means, for who has only that.
   *
   * @param text the text, not null
   * @throws IllegalArgumentException if keys are no texts, whole numbers or UUIDs, or the text is
   *     none
   */
  K keyOf(String text);

  /**
   * Has the writer write all that is pending at this moment, and returns when the source has it.
   * Without {@link WriteMode#BEHIND} there is nothing to do.
   *
   * @throws javax.cache.integration.CacheWriterException if something is not written within {@link
   *     WriteSettings#flushTimeout()}, or was given up; the message names it
   */
  void flush();

  /**
   * The writes that were given up after their last try; always empty without {@link
   * WriteMode#BEHIND}.
   */
  DeadLetters<K, V> deadLetters();

  /**
   * Checks the files that the cache lies in, with all that others keep in them: whether they are
   * whole, whether what lies there belongs to a cache, and whether it is counted right. It reads
   * everything, which takes as long as there is much; operations go on meanwhile.
   *
   * @return what is not as it has to be, a line each; empty if all is well, and always where the
   *     cache lies in no files: Redis and the heap look after themselves
   * @throws javax.cache.CacheException if the files cannot be read
   */
  List<String> check();

  /**
   * Gives room in the files of the cache that is free back to the file system, which happens in the
   * background for most of it anyway, and counts anew what {@link #check} has found to be counted
   * wrong. It goes in small steps beside other operations. Nothing happens where there are no
   * files.
   *
   * @throws javax.cache.CacheException if the files cannot be written to
   */
  void compact();

  /** The manager that made this cache. */
  @Override
  EntresolCacheManager getCacheManager();
}
