package org.entresol.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import javax.cache.Cache;
import org.entresol.feed.ChangeMapper;
import org.entresol.feed.ChangedRow;
import org.entresol.testing.RedisServers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Which keys of which caches changed rows lead to, whatever texts they have in them. One of the
 * columns is called as a variable of the triggers is.
 */
@Tag("server")
class MappingTest {
  private final TestDatabase database = new TestDatabase();

  /** Keys for the first two letters of a region; what has no region is an error of the mapper's. */
  public static final class Areas implements ChangeMapper {
    @Override
    public Collection<?> keys(ChangedRow row) {
      return List.of(Objects.requireNonNull(row.column("re\"gion")).substring(0, 2));
    }
  }

  private static final String MARKS = "marks: { cache: customers, key: \"s:{nr}/{on_off}\" }";

  /** One entry for all rows. */
  public static final class Summary implements ChangeMapper {
    @Override
    public Collection<?> keys(ChangedRow row) {
      return List.of("all");
    }
  }

  private Node open(Path folder, String source) {
    database.run(
        "CREATE SCHEMA \"Sa_les\"",
        "CREATE TABLE \"Sa_les\".\"Or'ders\" (nr bigint, line text, \"re\"\"gion\" text,"
            + " PRIMARY KEY (line, nr))",
        "ALTER TABLE \"Sa_les\".\"Or'ders\" REPLICA IDENTITY FULL",
        "CREATE TABLE flags (id uuid PRIMARY KEY, on_off boolean)");
    String tables =
        """
            flags: { cache: flags, key: "u:{id}" }
            Sales.Orders:
              - { cache: orders, key: "s:{line}/{nr}" }
              - { cache: numbers, key: "l:{nr}" }
              - { cache: areas, mapper: "%s", columns: ['re"gion'] }
        """
            .formatted(Areas.class.getName());
    String yaml =
        Node.sharedYaml(database, database.url(), source, RedisServers.shared().address());
    return new Node(
            folder,
            yaml.substring(0, yaml.indexOf("    public.customers"))
                + tables.replace("Sales.Orders", "\"Sa_les.Or'ders\"").indent(0)
                + """
                caches:
                  flags: { key: java.util.UUID, value: java.lang.String }
                  orders: { key: java.lang.String, value: java.lang.String }
                  numbers: { key: java.lang.Long, value: java.lang.String }
                  areas: { key: java.lang.String, value: java.lang.String }
                """)
        .awaitFollowing();
  }

  private static <K> void assertGone(Cache<K, String> cache, K key) {
    await().untilAsserted(() -> assertThat(cache.containsKey(key)).isFalse());
  }

  @ParameterizedTest
  @ValueSource(strings = {"notify", "slot"})
  void rows_withOddNamesAndTexts_leadToTheirKeysInAllCaches(String source, @TempDir Path folder) {
    String odd = "a\tb\\t\n\\N'\"ü😀%";
    try (Node node = open(folder, source)) {
      node.cache("orders").put(odd + "/7", "x");
      node.cache("orders").put(odd + "/8", "x");
      Cache<Long, String> numbers = Objects.requireNonNull(node.manager().getCache("numbers"));
      numbers.put(7L, "x");
      numbers.put(8L, "x");
      node.cache("areas").put("no", "x");
      node.cache("areas").put("so", "x");

      database.run(
          "INSERT INTO \"Sa_les\".\"Or'ders\" VALUES (7, E'"
              + odd.replace("\\", "\\\\")
                  .replace("'", "''")
                  .replace("\t", "\\t")
                  .replace("\n", "\\n")
              + "', 'north')");

      assertGone(node.cache("orders"), odd + "/7");
      assertGone(numbers, 7L);
      assertGone(node.cache("areas"), "no");
      assertThat(node.cache("orders").containsKey(odd + "/8")).isTrue();
      assertThat(numbers.containsKey(8L)).isTrue();
      assertThat(node.cache("areas").containsKey("so")).isTrue();

      // The mapper throws: which entry is meant is not known.
      database.run("UPDATE \"Sa_les\".\"Or'ders\" SET \"re\"\"gion\" = NULL");
      assertGone(node.cache("areas"), "so");
      assertThat(node.feed().getUnreadableChanges()).isPositive();
    }
  }

  /** Both sources tell the texts that clients of the database see. */
  @ParameterizedTest
  @ValueSource(strings = {"notify", "slot"})
  void columns_ofBooleansAndFilledTexts_readTheSame(String source, @TempDir Path folder) {
    database.run("CREATE TABLE marks (nr char(4), on_off boolean, PRIMARY KEY (nr, on_off))");
    String yaml =
        Node.sharedYaml(database, database.url(), source, RedisServers.shared().address())
            .replace("public.customers: { cache: customers, key: \"s:{id}\" }", MARKS);
    try (Node node = new Node(folder, yaml + Node.CUSTOMERS).awaitFollowing()) {
      node.customers().put("ab  /t", "x");
      node.customers().put("ab/true", "x");

      database.run("INSERT INTO marks VALUES ('ab', true)");

      assertGone(node.customers(), "ab  /t");
      assertThat(node.customers().containsKey("ab/true")).isTrue();
    }
  }

  /** A mapper that asks for no column hears of each row, and nothing else goes. */
  @ParameterizedTest
  @ValueSource(strings = {"notify", "slot"})
  void mapper_withoutColumns_hearsOfRows(String source, @TempDir Path folder) {
    database.run("CREATE TABLE marks (nr int PRIMARY KEY)");
    String mapping =
        "marks: { cache: customers, mapper: \"%s\" }".formatted(Summary.class.getName());
    String yaml =
        Node.sharedYaml(database, database.url(), source, RedisServers.shared().address())
            .replace("public.customers: { cache: customers, key: \"s:{id}\" }", mapping);
    try (Node node = new Node(folder, yaml + Node.CUSTOMERS).awaitFollowing()) {
      node.customers().put("all", "x");
      node.customers().put("other", "x");

      database.run("INSERT INTO marks VALUES (1)");

      assertGone(node.customers(), "all");
      assertThat(node.customers().containsKey("other")).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"notify", "slot"})
  void rows_ofLongKeys_areAllTold(String source, @TempDir Path folder) {
    try (Node node = open(folder, source)) {
      String longest = "x".repeat(700);
      for (int i = 0; i < 300; i++) {
        node.cache("orders").put(longest + "/" + i, "x");
      }
      node.cache("orders").put("other", "x");

      database.run(
          "INSERT INTO \"Sa_les\".\"Or'ders\" SELECT n, repeat('x', 700), 'north'"
              + " FROM generate_series(0, 299) n");

      await().untilAsserted(() -> assertThat(node.cache("orders")).hasSize(1));

      // Longer than two notifications may be.
      String many = "SELECT string_agg(md5(n::text), '') FROM generate_series(1, 600) n";
      String key = database.text(many) + "/1";
      node.cache("orders").put(key, "x");
      database.run(
          "ALTER TABLE \"Sa_les\".\"Or'ders\" DROP CONSTRAINT \"Or'ders_pkey\"",
          "INSERT INTO \"Sa_les\".\"Or'ders\" VALUES (1, (" + many + "), 'north')");

      assertGone(node.cache("orders"), key);
    }
  }
}
