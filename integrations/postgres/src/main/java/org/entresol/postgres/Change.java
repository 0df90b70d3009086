package org.entresol.postgres;

import java.util.List;
import org.entresol.feed.ChangedRow;

/**
 * What one transaction did to one table, or a part of it. Immutable.
 *
 * @param table the table with its schema
 * @param operation the first letter of INSERT, UPDATE, DELETE or TRUNCATE
 * @param xid the transaction
 * @param whole whether any row of the table may have changed
 * @param rows those that changed otherwise
 */
record Change(String table, char operation, long xid, boolean whole, List<ChangedRow> rows) {

  /** What is told in words that are not known here: it may be anything of any table. */
  static Change ofAnything() {
    return new Change("", '?', 0, true, List.of());
  }

  /** Whether it may concern a table. */
  boolean concerns(String qualified) {
    return table.isEmpty() || table.equals(qualified);
  }
}
