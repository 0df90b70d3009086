package org.entresol;

import java.util.Collection;
import javax.cache.Cache;
import javax.cache.integration.CacheWriter;
import javax.cache.integration.CacheWriterException;

/**
 * A writer that is told under which right it writes, so that its source can refuse a node that has
 * lost it.
 *
 * <p>On stacks with Redis {@link WriteMode#BEHIND} calls the methods with a {@link WriteFence} in
 * place of {@link #writeAll(Collection)} and {@link #deleteAll(Collection)}; on {@link Stack#HEAP},
 * where there is one node only, and with {@link WriteMode#THROUGH} those without it are called.
 *
 * <p>The collections passed in work as with those of {@link CacheWriter} (JSR-107 1.1.1, chapter
 * 10): an implementation takes out what it has written, and when it throws, what is left is tried
 * again. The same write may come more than once. Several threads may call a writer at the same
 * time, but never two of one node for the same shard.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public interface FencedWriter<K, V> extends CacheWriter<K, V> {

  /**
   * Writes entries, each of a key of its own, all of the fence's shard.
   *
   * @param entries what to write, never null or empty; what was written is taken out of it
   * @param fence the right under which it is written, never null
   * @throws CacheWriterException if not all could be written, or the source knows a greater token
   */
  void writeAll(Collection<Cache.Entry<? extends K, ? extends V>> entries, WriteFence fence);

  /**
   * Deletes keys, all of the fence's shard; those the source does not have are deleted already.
   *
   * @param keys what to delete, never null or empty; what was deleted is taken out of it
   * @param fence the right under which it is deleted, never null
   * @throws CacheWriterException if not all could be deleted, or the source knows a greater token
   */
  void deleteAll(Collection<?> keys, WriteFence fence);
}
