package org.entresol.postgres;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.entresol.feed.TableMapping;

/**
 * A table, and all that it means to caches. Immutable.
 *
 * @param schema the name of its schema
 * @param name its name there
 * @param columns those that any of the mappings asks for, each once
 * @param mappings what it means, in the order of the file; at least one
 */
record FollowedTable(
    String schema, String name, List<String> columns, List<TableMapping> mappings) {

  /** The tables of all mappings, in their order. */
  static List<FollowedTable> of(Collection<TableMapping> mappings) {
    Map<String, List<TableMapping>> byTable = new LinkedHashMap<>();
    mappings.forEach(
        mapping ->
            byTable.computeIfAbsent(mapping.qualified(), t -> new ArrayList<>()).add(mapping));
    return byTable.values().stream().map(FollowedTable::one).toList();
  }

  private static FollowedTable one(List<TableMapping> mappings) {
    Set<String> columns = new LinkedHashSet<>();
    mappings.forEach(mapping -> columns.addAll(mapping.columns()));
    TableMapping first = mappings.get(0);
    return new FollowedTable(
        first.schema(), first.relation(), List.copyOf(columns), List.copyOf(mappings));
  }

  /** Schema and table, separated by a dot, as notifications name it. */
  String qualified() {
    return schema + "." + name;
  }

  /** Both in quotes, as SQL names it. */
  String quoted() {
    return Names.quoted(schema, name);
  }

  /** Where it is said what it means, for messages. */
  String place() {
    return mappings.get(0).place();
  }
}
