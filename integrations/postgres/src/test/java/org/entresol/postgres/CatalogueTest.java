package org.entresol.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.cache.CacheException;
import org.entresol.testing.PostgresServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the database does not have is told when the manager opens, with what mends it. */
@Tag("server")
class CatalogueTest {
  private static final String CACHES =
      """
      caches:
        customers: { key: java.lang.String, value: java.lang.String }
      """;

  private final TestDatabase database = new TestDatabase().withCustomers();

  @TempDir private Path folder = Path.of("");

  private String yaml(String more, String tables) {
    return """
    namespace: %s
    postgres:
      url: "%s&password=hidden"
      %s
      tables: { %s }
    """
        .formatted(database.name(), database.url(), more, tables);
  }

  private void assertRefused(String yaml, String... parts) {
    assertThatThrownBy(() -> new Node(folder, yaml))
        .isInstanceOf(CacheException.class)
        .hasMessageContainingAll(parts)
        .hasMessageNotContaining("hidden");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          clients: { cache: customers, key: "s:{id}" }      | :5:22: postgres.tables.clients | there is no table public.clients; allowed: public.customers
          customers: { cache: customers, key: "s:{nr}" }    | :5:24: postgres.tables.customers | has no column "nr"; allowed: id, name
          customers: { cache: customers, key: "l:{id}" }    | :5:24: postgres.tables.customers | of type java.lang.Long, and those of the cache "customers" are of type java.lang.String
          """)
  void open_mappingThatDoesNotFit_isRefusedWithItsPlace(String table, String place, String why) {
    assertRefused(yaml("install: true", table) + CACHES, place, why);
  }

  @Test
  void open_columnWhoseTextDependsOnTheSession_isRefused() {
    database.run("ALTER TABLE customers ADD since timestamptz");

    assertRefused(
        yaml("install: true", "customers: { cache: customers, key: \"s:{since}\" }") + CACHES,
        "is of type timestamptz",
        "of other types with a mapper");
  }

  @Test
  void open_addressOfAnotherKind_isRefusedWithoutShowingIt() {
    assertRefused(
        """
        postgres:
          url: "jdbc:mysql://hidden@db/x"
          tables: { customers: { cache: customers, key: "s:{id}" } }
        """,
        ":1:1: postgres: the url is not allowed; allowed: jdbc:postgresql://");
  }

  @Test
  void open_databaseThatIsNotThere_isRefusedUnlessLazy() {
    String away =
        """
        postgres:
          url: "jdbc:postgresql://127.0.0.1:1/x"
          password: hidden
          tables: { customers: { cache: customers, key: "s:{id}" } }
        """;

    assertRefused(away, ":1:1: postgres: the database cannot be used");
    try (Node node = new Node(folder, "start: lazy\n" + away + CACHES)) {
      assertThat(node.feed().isConnected()).isFalse();
    }
  }

  @Test
  void open_withoutTriggers_isRefusedWithStatementsThatMendIt() {
    String yaml = yaml("", "customers: { cache: customers, key: \"s:{id}\" }") + CACHES;

    assertThatThrownBy(() -> new Node(folder, yaml))
        .isInstanceOf(CacheException.class)
        .hasMessageContaining(
            "does not notify anybody of its changes, or not with the columns [id]")
        .satisfies(
            thrown -> {
              String message = String.valueOf(thrown.getMessage());
              database.run(message.substring(message.indexOf("CREATE")));
            });
    new Node(folder, yaml).close();
  }

  @ParameterizedTest
  @CsvSource({"notify, CREATE OR REPLACE TRIGGER", "slot, CREATE PUBLICATION"})
  void main_ofAFile_printsStatementsThatMakeAllThatIsNeeded(String source, String part)
      throws IOException {
    String yaml =
        yaml("source: " + source, "public.customers: { cache: customers, key: \"s:{id}\" }");
    Path file = Files.writeString(folder.resolve("entresol.yaml"), yaml);
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      EntresolPostgres.main(new String[] {file.toUri().toString()});
    } finally {
      System.setOut(before);
    }

    assertThat(printed.toString(StandardCharsets.UTF_8)).contains(part).doesNotContain("hidden");
    database.run(printed.toString(StandardCharsets.UTF_8));
    new Node(folder, yaml).close();
  }

  @Test
  void open_triggersOfAnOlderMapping_isRefusedOrMended() {
    String wide =
        """
        customers: { cache: customers, key: "s:{name}:{id}" }
        """
            .strip();
    new Node(folder, yaml("install: true", "customers: { cache: customers, key: \"s:{id}\" }"))
        .close();

    assertRefused(yaml("", wide) + CACHES, "or not with the columns [name, id]");
    new Node(folder, yaml("install: true", wide) + CACHES).close();
    // What tells of more serves those who ask for less.
    new Node(folder, yaml("", "customers: { cache: customers, key: \"s:{id}\" }")).close();
  }

  @Test
  void open_slotOfCachesInTheHeap_isRefusedWithTheReason() {
    assertRefused(
        yaml("source: slot", "customers: { cache: customers, key: \"s:{id}\" }") + CACHES,
        "is on the stack heap, in each process alone, and a slot tells one process only; allowed:"
            + " source: notify, or a stack with Redis");
  }

  @Test
  void open_slotOfColumnsThatTheLogDoesNotKeep_isRefusedWithTheStatement() {
    String yaml =
        yaml("source: slot\n  install: true", "customers: { cache: c, key: \"s:{name}\" }");

    assertRefused(
        yaml,
        "the replica identity of public.customers is [id], without [name]",
        "ALTER TABLE \"public\".\"customers\" REPLICA IDENTITY FULL;");
    database.run("ALTER TABLE \"public\".\"customers\" REPLICA IDENTITY FULL");
    new Node(folder, yaml).close();
  }

  /** Else each change or deletion of a row would fail once the table is published. */
  @Test
  void open_slotOfATableWithoutIdentity_isRefusedWithTheStatement() {
    database.run("CREATE TABLE lines (nr int)");

    assertRefused(
        yaml(
            "source: slot\n  install: true",
            "lines: { cache: c, mapper: \"%s\" }"
                .formatted(FollowerTest.Incomplete.class.getName())),
        "the replica identity of public.lines is [], without any column",
        "ALTER TABLE \"public\".\"lines\" REPLICA IDENTITY FULL;");
  }

  /** Columns that an index only carries along, or one that may be violated for a while. */
  @ParameterizedTest
  @ValueSource(strings = {"UNIQUE (a) INCLUDE (b)", "PRIMARY KEY (a, b) DEFERRABLE"})
  void open_slotOfColumnsThatNoIdentityHas_isRefused(String constraint) {
    database.run("CREATE TABLE pairs (a int NOT NULL, b int NOT NULL, %s)".formatted(constraint));
    if (constraint.startsWith("UNIQUE")) {
      database.run("ALTER TABLE pairs REPLICA IDENTITY USING INDEX pairs_a_b_key");
    }

    assertRefused(
        yaml("source: slot\n  install: true", "pairs: { cache: c, key: \"s:{a}/{b}\" }"),
        "the replica identity of public.pairs is",
        "b]; allowed: columns of it");
  }

  @Test
  void installation_ofALockedTable_endsSoonAndLeavesNothing() throws SQLException {
    try (Connection other = database.connect();
        Statement statement = other.createStatement();
        Connection ours = database.connect()) {
      other.setAutoCommit(false);
      statement.execute("LOCK TABLE customers");

      assertThatThrownBy(
              () ->
                  Installation.run(
                      ours, () -> List.of("CREATE TABLE half (id int)", "LOCK TABLE customers")))
          .hasMessageContaining("lock timeout");
      assertThat(ours.getAutoCommit()).isTrue();
    }

    assertThat(database.text("SELECT to_regclass('half')")).isEqualTo("null");
  }

  @Test
  void open_slotOnAServerWithoutLogicalLog_isRefusedWithTheStatement() {
    try (PostgresServer plain = PostgresServer.start()) {
      assertRefused(
          """
          postgres:
            url: "%s"
            source: slot
            tables: { t: { cache: c, key: "s:{id}" } }
          """
              .formatted(plain.createDatabase()),
          "ALTER SYSTEM SET wal_level = logical;");
    }
  }
}
