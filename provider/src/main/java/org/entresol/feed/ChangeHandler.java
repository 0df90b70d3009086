package org.entresol.feed;

import java.util.Collection;
import java.util.List;

/**
 * A mapper that invalidates by itself, where keys of one cache do not say all that a change means.
 *
 * <p>Named in the configuration as {@code mapper} likewise; the cache of its mapping says on which
 * nodes it runs: where that is followed. What throws is called again later. Called by one thread at
 * a time.
 */
public interface ChangeHandler extends ChangeMapper {

  /** The row itself: what is collected until {@link #rowsChanged} is called. */
  @Override
  default Collection<?> keys(ChangedRow row) {
    return List.of(row);
  }

  /**
   * Invalidates what some rows are part of.
   *
   * @param rows as they were before and after their changes, each once
   */
  void rowsChanged(List<ChangedRow> rows);

  /**
   * Invalidates all that comes from a table, as any of its rows may have changed.
   *
   * @param table with its schema, such as {@code public.customers}
   */
  void tableChanged(String table);
}
