package org.entresol.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.cache.CacheException;
import org.entresol.feed.FeedSettings;

/** A publication of all tables that are followed, and what its slot asks of server and tables. */
final class PublicationSetup implements Setup {
  private final FeedSettings settings;
  private final String name;
  private final List<FollowedTable> tables;

  PublicationSetup(FeedSettings settings, String name, List<FollowedTable> tables) {
    this.settings = settings;
    this.name = name;
    this.tables = tables;
  }

  @Override
  public List<String> ddl() {
    return List.of(
        "CREATE PUBLICATION %s FOR TABLE %s WITH (publish_via_partition_root = true)"
            .formatted(
                Names.quoted(name),
                tables.stream().map(FollowedTable::quoted).collect(Collectors.joining(", "))));
  }

  @Override
  public void require(Connection connection) throws SQLException {
    Catalogue catalogue = new Catalogue(connection);
    if (!catalogue.setting("wal_level").equals("logical")) {
      throw new CacheException(
          settings.place()
              + ": source: slot needs the server's wal_level to be logical; allowed: after this"
              + " statement and a restart, or with source: notify\nALTER SYSTEM SET wal_level ="
              + " logical;");
    }
    for (FollowedTable table : tables) {
      requireIdentity(catalogue, table);
    }
    List<String> statements = missing(catalogue);
    if (!statements.isEmpty() && !settings.install()) {
      throw new CacheException(
          ("%s: the publication %s is not there, or not for all tables; allowed: after these"
                  + " statements, or with install: true%n%s;")
              .formatted(settings.place(), name, String.join(";\n", statements)));
    }
    try (Statement statement = connection.createStatement()) {
      for (String ddl : statements) {
        statement.execute(ddl);
      }
    }
  }

  /** Of a row that was there before, the database keeps no columns but those of its identity. */
  private static void requireIdentity(Catalogue catalogue, FollowedTable table)
      throws SQLException {
    Set<String> identity = catalogue.identity(catalogue.require(table));
    List<String> lacking =
        table.columns().stream().filter(column -> !identity.contains(column)).toList();
    if (!lacking.isEmpty()) {
      throw new CacheException(
          ("%s: the replica identity of %s is %s, without %s; allowed: columns of it, or after this"
                  + " statement%nALTER TABLE %s REPLICA IDENTITY FULL;")
              .formatted(table.place(), table.qualified(), identity, lacking, table.quoted()));
    }
  }

  private List<String> missing(Catalogue catalogue) throws SQLException {
    if (!catalogue.hasPublication(name)) {
      return ddl();
    }
    Set<String> published = catalogue.published(name);
    List<String> statements = new ArrayList<>();
    for (FollowedTable table : tables) {
      if (!published.contains(table.qualified())) {
        statements.add(
            "ALTER PUBLICATION %s ADD TABLE %s".formatted(Names.quoted(name), table.quoted()));
      }
    }
    return statements;
  }
}
