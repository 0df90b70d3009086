package org.entresol.feed;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row that was inserted, updated or deleted, as far as its mapping asked for it; of an update
 * there are two where columns that were asked for changed: the row before and the row after.
 * Immutable.
 *
 * @param table the table with its schema, such as {@code public.customers}
 * @param columns the values of the columns as PostgreSQL writes them; null for {@code NULL}
 */
public record ChangedRow(String table, Map<String, @Nullable String> columns) {

  /** Takes a copy of the columns. */
  public ChangedRow {
    columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
  }

  /**
   * The value of a column.
   *
   * @return as PostgreSQL writes it; null for {@code NULL}
   * @throws IllegalArgumentException if the mapping does not name that column
   */
  public @Nullable String column(String name) {
    if (!columns.containsKey(name)) {
      throw new IllegalArgumentException(
          "%s: the column %s is not known here; allowed: %s, and what `columns` names"
              .formatted(table, name, String.join(", ", columns.keySet())));
    }
    return columns.get(name);
  }
}
