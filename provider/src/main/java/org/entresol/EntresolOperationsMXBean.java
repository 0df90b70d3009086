package org.entresol;

import java.util.List;
import java.util.Map;
import javax.management.MXBean;
import org.jspecify.annotations.Nullable;

/**
 * What may be looked up in one cache and done to it by who operates it, as JMX handles it.
 *
 * <p>It is the interface of the bean that is named {@code
 * org.entresol:type=CacheOperations,CacheManager=...,Cache=...} and is there as long as management
 * is enabled for the cache. Keys are given as texts, which can be done for those that are texts,
 * whole numbers or UUIDs. What changes something is told to the log. Implementations are
 * thread-safe. The operations throw an {@link IllegalStateException} when the cache is closed, an
 * {@link IllegalArgumentException} for a key that cannot be made of the text, and a {@link
 * javax.cache.CacheException} when Redis cannot be reached.
 */
@MXBean
public interface EntresolOperationsMXBean {

  /**
   * Where the entry of a key lies: near this node and in the authority, with versions, age, end and
   * size.
   *
   * @param key the key, not null
   * @return what {@link KeyDescription#texts()} says
   */
  Map<String, String> describe(String key);

  /**
   * The value of a key that the authority has, as a text; null for none. It is no access, and not
   * counted.
   *
   * @param key the key, not null
   */
  @Nullable String peek(String key);

  /**
   * Drops an entry for all nodes, as {@link EntresolCache#invalidate} does.
   *
   * @param key the key, not null
   */
  void invalidate(String key);

  /**
   * Drops all entries that have one of some tags, for all nodes, as {@link
   * EntresolCache#invalidateTags(java.util.Collection)} does.
   *
   * @param tags the tags, not null
   */
  void invalidateTags(String[] tags);

  /**
   * Lets all entries expire that have one of some tags, for all nodes, as {@link
   * EntresolCache#expireTags(java.util.Collection)} does.
   *
   * @param tags the tags, not null
   */
  void expireTags(String[] tags);

  /**
   * Drops all entries whose keys look like something, for all nodes, as {@link
   * EntresolCache#invalidatePattern} does.
   *
   * @param pattern what keys look like, not null
   */
  void invalidatePattern(String pattern);

  /** Drops all entries for all nodes, as {@link EntresolCache#clear} does. */
  void clear();

  /** Drops all copies in this node's heap of what the authority has. */
  void dropNear();

  /** Drops all such copies of all nodes; nothing that lies in the authority. */
  void dropNearEverywhere();

  /**
   * Checks the files that the cache lies in, as {@link EntresolCache#check} does.
   *
   * @return what is not as it has to be, a line each; empty on the heap and on Redis
   */
  List<String> check();

  /** Gives free room in these files back, as {@link EntresolCache#compact} does. */
  void compact();
}
