package org.entresol.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.cache.CacheException;
import org.entresol.feed.FeedSettings;

/** The triggers by which tables notify who listens. Immutable. */
final class TriggerSetup implements Setup {
  private final FeedSettings settings;
  private final String namespace;
  private final List<FollowedTable> tables;

  TriggerSetup(FeedSettings settings, String namespace, List<FollowedTable> tables) {
    this.settings = settings;
    this.namespace = namespace;
    this.tables = tables;
  }

  @Override
  public List<String> ddl() {
    return tables.stream().flatMap(table -> Triggers.ddl(namespace, table).stream()).toList();
  }

  @Override
  public boolean require(Connection connection) throws SQLException {
    List<FollowedTable> missing = missing(connection);
    if (missing.isEmpty()) {
      return false;
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
    return Installation.run(
        connection,
        () ->
            missing(connection).stream()
                .flatMap(table -> Triggers.ddl(namespace, table).stream())
                .toList());
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
}
