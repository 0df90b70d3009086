package org.entresol.postgres;

import org.entresol.feed.ChangeHandler;
import org.entresol.feed.TableMapping;
import org.jspecify.annotations.Nullable;

/**
 * Where an invalidation goes: to a cache, or to what stands for one.
 *
 * @param cache the name of the cache
 * @param table the table that a handler is called for; empty for a cache
 * @param handler what invalidates in its place; null for the cache itself
 */
record Target(String cache, String table, @Nullable ChangeHandler handler) {

  /** That of a mapping; all that lead to one cache have the same. */
  static Target of(TableMapping mapping) {
    return mapping.mapper() instanceof ChangeHandler handler
        ? new Target(mapping.cache(), mapping.qualified(), handler)
        : ofCache(mapping.cache());
  }

  /** A cache. */
  static Target ofCache(String cache) {
    return new Target(cache, "", null);
  }
}
