package org.entresol.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.cache.CacheException;
import org.entresol.feed.KeyTemplate;
import org.entresol.feed.TableMapping;

/** What the database says of the tables that are followed. Used by one thread, for one look. */
final class Catalogue {
  /** The types whose texts do not depend on who writes them. */
  private static final Set<String> KEY_TYPES =
      Set.of(
          "int2", "int4", "int8", "numeric", "text", "varchar", "bpchar", "char", "name", "citext",
          "uuid", "bool");

  private static final String ENUM = "e";
  private static final int SHOWN = 20;

  private static final String TABLE =
      "SELECT c.oid FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
          + " WHERE n.nspname = ? AND c.relname = ? AND c.relkind IN ('r', 'p')";

  private static final String TABLES =
      "SELECT n.nspname || '.' || c.relname FROM pg_class c JOIN pg_namespace n"
          + " ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p')"
          + " AND n.nspname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1";

  private static final String COLUMNS =
      "SELECT a.attname, b.typname, b.typtype FROM pg_attribute a JOIN pg_type t"
          + " ON t.oid = a.atttypid JOIN pg_type b ON b.oid = CASE t.typtype WHEN 'd'"
          + " THEN t.typbasetype ELSE t.oid END"
          + " WHERE a.attrelid = ? AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum";

  private static final String TRIGGERS =
      "SELECT tgname, tgargs FROM pg_trigger WHERE tgrelid = ? AND NOT tgisinternal"
          + " AND tgenabled IN ('O', 'A')";

  private static final String IDENTITY =
      "SELECT a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0"
          + " AND NOT a.attisdropped LEFT JOIN pg_index i ON i.indrelid = c.oid AND a.attnum ="
          + " ANY (i.indkey[0:i.indnkeyatts - 1]) AND i.indimmediate AND i.indisvalid"
          + " AND CASE c.relreplident WHEN 'd' THEN i.indisprimary WHEN 'i' THEN i.indisreplident ELSE false END"
          + " WHERE c.oid = ?::oid AND (c.relreplident = 'f' OR i.indexrelid IS NOT NULL)"
          + " ORDER BY a.attnum";

  private final Connection connection;

  Catalogue(Connection connection) {
    this.connection = connection;
  }

  /** The type of a column: its name, and whether it is an enum. */
  private record ColumnType(String name, boolean isEnum) {}

  /**
   * The number by which the database knows a table.
   *
   * @throws CacheException if there is no such table, or it lacks a column that is asked for
   */
  long require(FollowedTable table) throws SQLException {
    long oid = find(table);
    Map<String, ColumnType> columns = columns(oid);
    for (TableMapping mapping : table.mappings()) {
      for (String column : mapping.columns()) {
        check(mapping, column, columns);
      }
    }
    return oid;
  }

  private long find(FollowedTable table) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(TABLE)) {
      query.setString(1, table.schema());
      query.setString(2, table.name());
      try (ResultSet found = query.executeQuery()) {
        if (found.next()) {
          return found.getLong(1);
        }
      }
    }
    throw new CacheException(
        "%s: there is no table %s; allowed: %s"
            .formatted(table.place(), table.qualified(), shown(tables())));
  }

  private List<String> tables() throws SQLException {
    List<String> tables = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(TABLES);
        ResultSet found = query.executeQuery()) {
      while (found.next()) {
        tables.add(found.getString(1));
      }
    }
    return tables;
  }

  private static String shown(List<String> names) {
    String some = String.join(", ", names.subList(0, Math.min(SHOWN, names.size())));
    return names.size() > SHOWN ? some + ", …" : some;
  }

  private Map<String, ColumnType> columns(long oid) throws SQLException {
    Map<String, ColumnType> columns = new LinkedHashMap<>();
    try (PreparedStatement query = connection.prepareStatement(COLUMNS)) {
      query.setLong(1, oid);
      try (ResultSet found = query.executeQuery()) {
        while (found.next()) {
          columns.put(
              found.getString(1),
              new ColumnType(found.getString(2), ENUM.equals(found.getString(3))));
        }
      }
    }
    return columns;
  }

  private static void check(TableMapping mapping, String column, Map<String, ColumnType> columns) {
    ColumnType type = columns.get(column);
    if (type == null) {
      throw new CacheException(
          "%s: the table %s has no column \"%s\"; allowed: %s"
              .formatted(
                  mapping.place(),
                  mapping.qualified(),
                  column,
                  shown(List.copyOf(columns.keySet()))));
    }
    if (mapping.mapper() instanceof KeyTemplate
        && !type.isEnum()
        && !KEY_TYPES.contains(type.name())) {
      throw new CacheException(
          ("%s: the column \"%s\" of %s is of type %s, whose text is not the same in every session;"
                  + " allowed in a key: %s, enums; of other types with a mapper")
              .formatted(
                  mapping.place(),
                  column,
                  mapping.qualified(),
                  type.name(),
                  String.join(", ", KEY_TYPES.stream().sorted().toList())));
    }
  }

  /**
   * The columns that each trigger of a table tells of, by the names of those that are switched on.
   *
   * @param oid the table
   */
  Map<String, List<String>> triggers(long oid) throws SQLException {
    Map<String, List<String>> triggers = new HashMap<>();
    try (PreparedStatement query = connection.prepareStatement(TRIGGERS)) {
      query.setLong(1, oid);
      try (ResultSet found = query.executeQuery()) {
        while (found.next()) {
          String arguments = new String(found.getBytes(2), UTF_8);
          triggers.put(found.getString(1), List.of(arguments.split("\0")));
        }
      }
    }
    return triggers;
  }

  /** The value of a setting of the server. */
  String setting(String name) throws SQLException {
    Set<String> found = texts("SELECT current_setting(?)", name);
    return found.iterator().next();
  }

  /** Whether there is a publication of that name. */
  boolean hasPublication(String name) throws SQLException {
    return !texts("SELECT pubname FROM pg_publication WHERE pubname = ?", name).isEmpty();
  }

  /** The tables of a publication, with their schemas. */
  Set<String> published(String name) throws SQLException {
    return texts(
        "SELECT schemaname || '.' || tablename FROM pg_publication_tables WHERE pubname = ?", name);
  }

  /**
   * The columns by which the log tells which row was changed or deleted.
   *
   * @param oid the table
   */
  Set<String> identity(long oid) throws SQLException {
    return texts(IDENTITY, Long.toString(oid));
  }

  private Set<String> texts(String sql, String argument) throws SQLException {
    Set<String> texts = new LinkedHashSet<>();
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setString(1, argument);
      try (ResultSet found = query.executeQuery()) {
        while (found.next()) {
          texts.add(found.getString(1));
        }
      }
    }
    return texts;
  }
}
