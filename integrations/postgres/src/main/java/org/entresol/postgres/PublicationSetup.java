package org.entresol.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.cache.CacheException;
import org.entresol.feed.FeedSettings;

/** A publication of all tables that are followed, and what its slot asks of server and tables. */
final class PublicationSetup implements Setup {
  private final FeedSettings settings;
  private final Slot slot;
  private final List<FollowedTable> tables;

  PublicationSetup(FeedSettings settings, Slot slot, List<FollowedTable> tables) {
    this.settings = settings;
    this.slot = slot;
    this.tables = tables;
  }

  @Override
  public List<String> ddl() {
    return List.of(
        "CREATE PUBLICATION %s FOR TABLE %s WITH (publish_via_partition_root = true)"
            .formatted(
                Names.quoted(slot.publication()),
                tables.stream().map(FollowedTable::quoted).collect(Collectors.joining(", "))),
        gap());
  }

  /** A slot that is there already has told nothing of the tables until now. */
  private String gap() {
    return "SELECT " + Slot.gapCall(slot.publication());
  }

  @Override
  public boolean require(Connection connection) throws SQLException {
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
    new SlotKeeper(connection, slot).requireOurs();
    List<String> statements = missing(catalogue);
    if (statements.isEmpty()) {
      return false;
    }
    if (!settings.install()) {
      throw new CacheException(
          ("%s: the publication %s is not there, or not for all tables; allowed: after these"
                  + " statements, or with install: true%n%s;")
              .formatted(settings.place(), slot.publication(), String.join(";\n", statements)));
    }
    return Installation.run(connection, () -> missing(catalogue));
  }

  /** Of a row that was there before, the database keeps no columns but those of its identity. */
  private static void requireIdentity(Catalogue catalogue, FollowedTable table)
      throws SQLException {
    Set<String> identity = catalogue.identity(catalogue.require(table));
    List<String> lacking =
        table.columns().stream().filter(column -> !identity.contains(column)).toList();
    // Without any, the server refuses to change or delete a row of what is published.
    if (identity.isEmpty() || !lacking.isEmpty()) {
      throw new CacheException(
          ("%s: the replica identity of %s is %s, without %s; allowed: columns of it, or after this"
                  + " statement%nALTER TABLE %s REPLICA IDENTITY FULL;")
              .formatted(
                  table.place(),
                  table.qualified(),
                  identity,
                  lacking.isEmpty() ? "any column" : lacking,
                  table.quoted()));
    }
  }

  private List<String> missing(Catalogue catalogue) throws SQLException {
    String name = slot.publication();
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
    if (!statements.isEmpty()) {
      statements.add(gap());
    }
    return statements;
  }
}
