package org.entresol.feed;

import java.util.Collection;

/**
 * A way from rows of a table to keys of a cache, where a template cannot say it.
 *
 * <p>Named in the configuration as {@code mapper}, so its class is public and has a public
 * constructor without parameters. Called by one thread at a time. If it throws, the whole cache is
 * invalidated instead.
 */
@FunctionalInterface
public interface ChangeMapper {

  /**
   * The keys of the entries that are out of date once a row has changed.
   *
   * @param row the columns that the mapping names
   * @return keys of the cache's type, none of them null; empty if no entry is
   */
  Collection<?> keys(ChangedRow row);
}
