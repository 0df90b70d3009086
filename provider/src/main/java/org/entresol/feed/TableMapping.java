package org.entresol.feed;

import java.util.List;

/**
 * What changes of one table mean for one cache. Immutable.
 *
 * @param place where it is said, for messages
 * @param table the table as it is written there, with or without its schema
 * @param cache the name of the cache
 * @param mapper the way from rows to keys
 * @param columns the columns that the mapper asks for
 */
public record TableMapping(
    String place, String table, String cache, ChangeMapper mapper, List<String> columns) {

  /** The schema that a table without one lies in. */
  private static final String DEFAULT_SCHEMA = "public";

  /** The name of the schema. */
  public String schema() {
    int dot = table.indexOf('.');
    return dot < 0 ? DEFAULT_SCHEMA : table.substring(0, dot);
  }

  /** The name of the table in its schema. */
  public String relation() {
    return table.substring(table.indexOf('.') + 1);
  }

  /** Schema and table, separated by a dot. */
  public String qualified() {
    return schema() + "." + relation();
  }
}
