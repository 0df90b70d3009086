package org.entresol.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.cache.CacheException;
import org.entresol.feed.FeedSettings;

/**
 * What the database needs so that tables notify who listens: looked for, and made where that is
 * wanted. Immutable.
 */
final class Installation {
  /** So that nodes that start together do not make the same thing at once. */
  private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtext('entresol'))";

  private final FeedSettings settings;
  private final String namespace;
  private final List<FollowedTable> tables;

  Installation(FeedSettings settings, String namespace, List<FollowedTable> tables) {
    this.settings = settings;
    this.namespace = namespace;
    this.tables = tables;
  }

  /** All statements that are needed where nothing is there yet. */
  List<String> ddl() {
    return tables.stream().flatMap(table -> Triggers.ddl(namespace, table).stream()).toList();
  }

  /**
   * Makes sure that all is there.
   *
   * @throws CacheException if something is not, and is not to be made; the message has the
   *     statements that do
   */
  void require(Connection connection) throws SQLException {
    List<FollowedTable> missing = missing(connection);
    if (missing.isEmpty()) {
      return;
    }
    if (!settings.install()) {
      FollowedTable first = missing.get(0);
      throw new CacheException(
          ("%s: the table %s does not notify anybody of its changes, or not with the columns %s;"
                  + " allowed: after these statements, or with install: true%n%s;")
              .formatted(
                  first.place(),
                  first.qualified(),
                  first.columns(),
                  String.join(";\n", Triggers.ddl(namespace, first))));
    }
    install(connection);
  }

  private List<FollowedTable> missing(Connection connection) throws SQLException {
    Catalogue catalogue = new Catalogue(connection);
    List<FollowedTable> missing = new ArrayList<>();
    for (FollowedTable table : tables) {
      Map<String, List<String>> triggers = catalogue.triggers(catalogue.require(table));
      if (!Triggers.names(namespace).stream()
          .allMatch(name -> tells(triggers.getOrDefault(name, List.of()), table))) {
        missing.add(table);
      }
    }
    return missing;
  }

  /** What tells of more columns serves nodes whose mapping asks for fewer. */
  private static boolean tells(List<String> arguments, FollowedTable table) {
    return arguments.containsAll(
        Stream.concat(Stream.of(Payload.VERSION), table.columns().stream()).toList());
  }

  private void install(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute(LOCK);
      for (FollowedTable table : missing(connection)) {
        for (String ddl : Triggers.ddl(namespace, table)) {
          statement.execute(ddl);
        }
      }
      connection.commit();
    } finally {
      connection.setAutoCommit(true);
    }
  }
}
