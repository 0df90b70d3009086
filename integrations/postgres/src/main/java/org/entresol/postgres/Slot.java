package org.entresol.postgres;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The names of a replication slot and its publication, and the columns that are of interest of each
 * table. Immutable.
 *
 * @param name the slot
 * @param publication the publication
 * @param columns the columns by the tables with their schemas
 */
record Slot(String name, String publication, Map<String, List<String>> columns) {

  /** The slot of a namespace. */
  static Slot of(String namespace, List<FollowedTable> tables) {
    Map<String, List<String>> columns = new HashMap<>();
    tables.forEach(table -> columns.put(table.qualified(), table.columns()));
    return new Slot(Names.slot(namespace), Names.of(namespace), Map.copyOf(columns));
  }
}
