package org.entresol.config;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.entresol.config.Fixture.properties;

import com.acme.RegionMapper;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.entresol.feed.ChangedRow;
import org.entresol.feed.FeedSettings;
import org.entresol.feed.FeedSource;
import org.entresol.feed.KeyTemplate;
import org.entresol.feed.TableMapping;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the section that names a database means, and what is refused there. */
@Tag("unit")
final class PostgresKeysTest {
  private static final String URL = "jdbc:postgresql://db/shop?password=secret";

  private final Fixture fixture;

  PostgresKeysTest(@TempDir Path directory) {
    fixture = new Fixture(directory);
  }

  private FeedSettings feed(String text) {
    return requireNonNull(fixture.load(text).feed());
  }

  private void assertFails(String text, String message) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> fixture.load(text))
        .withMessage("%s", fixture.place(message))
        .withMessageNotContaining("secret");
  }

  @Test
  void load_noSection_followsNothing() {
    assertThat(fixture.load("namespace: shop").feed()).isNull();
  }

  @Test
  void load_leastThatIsNeeded_hasDefaults() {
    FeedSettings feed =
        feed(
            """
            postgres:
              url: "%s"
              tables: { customers: { cache: people, key: "l:{id}" } }
            """
                .formatted(URL));

    assertThat(feed.url()).isEqualTo(URL);
    assertThat(feed.user()).isNull();
    assertThat(feed.password()).isNull();
    assertThat(feed.source()).isEqualTo(FeedSource.NOTIFY);
    assertThat(feed.install()).isFalse();
    assertThat(feed.tables()).hasSize(1);
    TableMapping mapping = feed.tables().get(0);
    assertThat(mapping.qualified()).isEqualTo("public.customers");
    assertThat(mapping.cache()).isEqualTo("people");
    assertThat(mapping.columns()).containsExactly("id");
    assertThat(mapping.place()).isEqualTo(fixture.place("3:24: postgres.tables.customers"));
  }

  @Test
  void load_all_isTaken() {
    FeedSettings feed =
        feed(
            """
            postgres:
              url: jdbc:postgresql://db/shop
              user: reader
              password: "p:w"
              source: slot
              install: true
              tables:
                sales.orders:
                  - { cache: orders, key: "i:{id}" }
                  - { cache: regions, mapper: com.acme.RegionMapper, columns: [region, country] }
            """);

    assertThat(feed.user()).isEqualTo("reader");
    assertThat(feed.password()).isEqualTo("p:w");
    assertThat(feed.source()).isEqualTo(FeedSource.SLOT);
    assertThat(feed.install()).isTrue();
    assertThat(feed.tables())
        .extracting(TableMapping::qualified, TableMapping::cache, TableMapping::columns)
        .containsExactly(
            tuple("sales.orders", "orders", List.of("id")),
            tuple("sales.orders", "regions", List.of("region", "country")));
    assertThat(feed.tables().get(1).mapper()).isInstanceOf(RegionMapper.class);
  }

  @Test
  void toString_ofWhatWasRead_hidesUrlAndPassword() {
    FeedSettings feed =
        feed(
            """
            postgres:
              url: "%s"
              password: secret
              tables: { customers: { cache: people, key: "l:{id}" } }
            """
                .formatted(URL));

    assertThat(feed.toString()).isEqualTo(fixture.place("1:1: postgres"));
    assertThat(new Secret("secret").toString()).doesNotContain("secret");
  }

  @Test
  void properties_ofTheSection_replaceItsKeys() {
    FeedSettings feed =
        requireNonNull(
            fixture
                .load(
                    """
                    postgres:
                      url: jdbc:postgresql://db/shop
                      tables: { customers: { cache: people, key: "l:{id}" } }
                    """,
                    properties(
                        "entresol.postgres.url", "jdbc:postgresql://other/shop",
                        "entresol.postgres.password", "'%1'",
                        "entresol.postgres.source", "slot"))
                .feed());

    assertThat(feed.url()).isEqualTo("jdbc:postgresql://other/shop");
    assertThat(feed.password()).isEqualTo("%1");
    assertThat(feed.source()).isEqualTo(FeedSource.SLOT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          { url: u }                                     | 1: postgres: has no tables; allowed: FEEDS
          { tables: { t: { cache: c, key: "s:{id}" } } } | 1: postgres: has no url; allowed: FEEDS
          { password: secret }                           | 1: postgres: has no url; allowed: FEEDS
          { password: [secret] }                         | 23: postgres.password: a list is not allowed; allowed: a text
          "jdbc:postgresql://me:secret@db/x"             | 11: postgres: "jdbc:postgresql://***@db/x" is not allowed; allowed: a section with url, user, password, source, install, tables
          "jdbc:postgresql://db/x?password=secret"       | 11: postgres: "jdbc:postgresql://db/x?password=***" is not allowed; allowed: a section with url, user, password, source, install, tables
          { url: u, source: kafka }                      | 29: postgres.source: "kafka" is not allowed; allowed: notify, slot
          { url: u, tags: x }                            | 21: postgres.tags: unknown key; allowed: url, user, password, source, install, tables
          { url: u, tables: t }                          | 29: postgres.tables: "t" is not allowed; allowed: TABLES
          { url: u, tables: {} }                         | 29: postgres.tables: a section is not allowed; allowed: TABLES
          { url: u, tables: { a.b.c: {} } }              | 31: postgres.tables.a.b.c: is no table; allowed: its name, or schema.name
          { url: u, tables: { t: { key: "s:{id}" } } }   | 34: postgres.tables.t: a section has no cache; allowed: MAPPINGS
          { url: u, tables: { t: { cache: c } } }        | 34: postgres.tables.t: a section has no key and no mapper; allowed: MAPPINGS
          { url: u, tables: { t: [{ cache: c }] } }      | 35: postgres.tables.t[0]: a section has no key and no mapper; allowed: MAPPINGS
          { url: u, tables: { t: { cache: c, key: "s:id" } } }    | 51: postgres.tables.t.key: "s:id" is not allowed; allowed: TEMPLATES
          { url: u, tables: { t: { cache: c, key: "q:{id}" } } }  | 51: postgres.tables.t.key: "q:{id}" is not allowed; allowed: TEMPLATES
          { url: u, tables: { t: { cache: c, key: "s:{}" } } }    | 51: postgres.tables.t.key: "s:{}" is not allowed; allowed: TEMPLATES
          { url: u, tables: { t: { cache: c, key: "" } } }        | 51: postgres.tables.t.key: "" is not allowed; allowed: TEMPLATES
          { url: u, tables: { t: { cache: "", key: "s:{id}" } } } | 43: postgres.tables.t.cache: "" is not allowed; allowed: the name of a cache
          { url: u, tables: { t: { cache: c, mapper: java.lang.String } } } | 54: postgres.tables.t.mapper: "java.lang.String" does not implement org.entresol.feed.ChangeMapper; allowed: the full name of a class that implements org.entresol.feed.ChangeMapper
          { url: u, tables: { t: { cache: c, key: "s:{id}", columns: [id] } } } | 34: postgres.tables.t: a section has columns beside a key; allowed: columns with mapper; a key names its own
          """)
  void load_whatIsNotAllowed_failsWithPlaceAndWhatIs(String section, String problem) {
    assertFails(
        "postgres: " + section,
        "1:"
            + problem
                .replace(
                    "FEEDS", "a section with url and tables, and user, password, source, install")
                .replace("MAPPINGS", "a section with cache and one of key, mapper")
                .replace("TEMPLATES", KeyTemplate.ALLOWED)
                .replace(
                    "TABLES",
                    "a section of tables, each followed by a section with cache, key, mapper,"
                        + " columns, or a list of such sections"));
  }

  private static List<?> keys(String template, String... columns) {
    return List.copyOf(
        KeyTemplate.parse(template)
            .keys(new ChangedRow("t", Map.of("id", columns[0], "region", columns[1]))));
  }

  @Test
  void template_ofColumns_makesTheKey() {
    String uuid = "00000000-0000-0001-0000-000000000002";

    assertThat(keys("s:{region}:{id}", "7", "north").get(0)).isEqualTo("north:7");
    assertThat(keys("s:a-{id}-{id}-z", "7", "north").get(0)).isEqualTo("a-7-7-z");
    assertThat(keys("i:{id}", "7", "north").get(0)).isEqualTo(7);
    assertThat(keys("l:{id}", "7", "north").get(0)).isEqualTo(7L);
    assertThat(keys("h:{id}", "7", "north").get(0)).isEqualTo((short) 7);
    assertThat(keys("n:{id}", "7", "north").get(0)).isEqualTo(BigInteger.valueOf(7));
    assertThat(keys("u:{id}", uuid, "north").get(0)).isEqualTo(new UUID(1, 2));
  }
}
