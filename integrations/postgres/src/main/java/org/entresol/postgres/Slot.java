package org.entresol.postgres;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The names of a replication slot and its publication, and the columns that are of interest of each
 * table. Immutable.
 *
 * @param name the slot
 * @param publication the publication
 * @param columns the columns by the tables with their schemas
 */
record Slot(String name, String publication, Map<String, List<String>> columns) {
  /** What all messages begin with that are left in the log. */
  static final String PREFIX = "entresol";

  /** The slot of a namespace. */
  static Slot of(String namespace, List<FollowedTable> tables) {
    Map<String, List<String>> columns = new HashMap<>();
    tables.forEach(table -> columns.put(table.qualified(), table.columns()));
    return new Slot(Names.slot(namespace), Names.of(namespace), Map.copyOf(columns));
  }

  private static String gapOf(String publication) {
    return "gap " + publication;
  }

  /**
   * The call that leaves word in the log that changes before it may not be told. It is told again
   * until it is confirmed, whoever fails in between.
   */
  static String gapCall(String publication) {
    return "pg_logical_emit_message(true, %s, %s)"
        .formatted(Names.literal(PREFIX), Names.literal(gapOf(publication)));
  }

  /** Whether a message is that word. */
  boolean isGap(@Nullable String message) {
    return (PREFIX + "\t" + gapOf(publication)).equals(message);
  }
}
