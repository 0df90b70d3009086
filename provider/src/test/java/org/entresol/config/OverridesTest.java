package org.entresol.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.entresol.config.Fixture.properties;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Properties;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.Duration;
import javax.cache.expiry.TouchedExpiryPolicy;
import org.entresol.EntresolConfiguration;
import org.entresol.HeapBound;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Properties over a file. */
@Tag("unit")
final class OverridesTest {
  private static final String FILE =
      """
      namespace: shop
      defaults: { heap: { max-entries: 1000 }, load: { batch: 5 } }
      caches:
        customers: { heap: { max-entries: 10 }, statistics: true }
        "page-*":  { heap: { max-entries: 20 } }
      """;
  private static final String UNKNOWN =
      ": unknown key; allowed: entresol.namespace, entresol.packages, entresol.command-timeout,"
          + " entresol.breaker, entresol.connect-timeout, entresol.start, entresol.disk, entresol.postgres,"
          + " entresol.redis, entresol.redis.address, entresol.defaults.<key>, and"
          + " entresol.caches.<name or pattern>.<key>, where <key> is the path of one of key,"
          + " value, dynamic, override, stack, heap, immutable, partitions, version, allow,"
          + " presets, keys, renamed, strict, max-value-bytes, codec, compress, encrypt, tags, events, audit, on-failure, hold, processors, expiry,"
          + " store-by-value, statistics, management, listeners, load, write";

  private final Fixture fixture;

  OverridesTest(@TempDir Path directory) {
    fixture = new Fixture(directory);
  }

  private EntresolConfiguration<?, ?> customers(String... namesAndValues) {
    return Objects.requireNonNull(
        fixture.load(FILE, properties(namesAndValues)).namedCaches().get("customers"));
  }

  private EntresolConfiguration<?, ?> cache(String name, String... namesAndValues) {
    return fixture
        .load(FILE, properties(namesAndValues))
        .forCache(name, new MutableConfiguration<>());
  }

  @Test
  void load_propertyForNamespace_replacesIt() {
    assertThat(fixture.load(FILE, properties("entresol.namespace", "other")).namespace())
        .isEqualTo("other");
  }

  @Test
  void load_propertyForACache_replacesThatKeyOnly() {
    EntresolConfiguration<?, ?> cache =
        customers("entresol.caches.customers.heap.max-entries", "500");

    assertThat(cache.getHeapBound()).isEqualTo(HeapBound.entries(500));
    assertThat(cache.isStatisticsEnabled()).isTrue();
  }

  @Test
  void load_propertyForTheOtherMeasure_replacesTheBound() {
    assertThat(customers("entresol.caches.customers.heap.max-bytes", "1MB").getHeapBound())
        .isEqualTo(HeapBound.bytes(1 << 20));
  }

  @Test
  void load_propertyForDefaults_losesToTheSectionOfTheCache() {
    String[] property = {"entresol.defaults.heap.max-entries", "3"};

    assertThat(customers(property).getHeapBound()).isEqualTo(HeapBound.entries(10));
    assertThat(cache("news", property).getHeapBound()).isEqualTo(HeapBound.entries(3));
  }

  @Test
  void load_propertyForAPatternOfTheFile_replacesItsKey() {
    assertThat(cache("page-1", "entresol.caches.page-*.heap.max-entries", "7").getHeapBound())
        .isEqualTo(HeapBound.entries(7));
  }

  @Test
  void load_propertyForANewPattern_addsASection() {
    assertThat(cache("page-1", "entresol.caches.page-1*.heap.max-entries", "7").getHeapBound())
        .isEqualTo(HeapBound.entries(7));
  }

  @Test
  void load_propertyForANewName_setsButCreatesNoCache() {
    String[] property = {"entresol.caches.orders.heap.max-entries", "7"};

    assertThat(fixture.load(FILE, properties(property)).namedCaches())
        .containsOnlyKeys("customers");
    assertThat(cache("orders", property).getHeapBound()).isEqualTo(HeapBound.entries(7));
  }

  @ParameterizedTest
  @CsvSource({
    "com.acme.Order, heap.max-entries",
    "heap, heap.max-entries",
    "com.acme.heap, heap.max-entries",
    "a.load.x, heap.max-entries",
    ".hidden, heap.max-entries"
  })
  void load_nameWithDots_endsWhereTheKeyBegins(String name, String key) {
    assertThat(cache(name, "entresol.caches." + name + "." + key, "7").getHeapBound())
        .isEqualTo(HeapBound.entries(7));
  }

  @Test
  void load_propertiesWithListsAndSections_areReadAsInTheFile() {
    EntresolConfiguration<?, ?> cache =
        customers(
            "entresol.caches.customers.immutable", "[com.acme.Money, com.acme.Customer]",
            "entresol.caches.customers.expiry", "{ touched: 1h }",
            "entresol.caches.customers.listeners", "[{ listener: com.acme.Audit }]",
            "entresol.caches.customers.key", "byte[]",
            "entresol.caches.customers.load",
                "{ loader: com.acme.CustomerLoader, read-through: true }");

    assertThat(cache.getImmutableTypes())
        .containsExactlyInAnyOrder("com.acme.Money", "com.acme.Customer");
    assertThat(cache.getExpiryPolicyFactory().create())
        .isEqualTo(new TouchedExpiryPolicy(Duration.ONE_HOUR));
    assertThat(cache.getCacheEntryListenerConfigurations()).hasSize(1);
    assertThat(cache.getKeyType()).isEqualTo(byte[].class);
    assertThat(cache.isReadThrough()).isTrue();
    assertThat(cache.getLoadBatch()).isEqualTo(5);
  }

  @Test
  void load_otherProperties_areIgnored() {
    assertThat(
            customers("entresolx.defaults.stack", "disk", "java.home", "x", "Entresol.stack", "y"))
        .isEqualTo(customers());
  }

  @Test
  void load_defaultsOfProperties_count() {
    Properties properties = new Properties(properties("entresol.namespace", "inherited"));

    assertThat(fixture.load(FILE, properties).namespace()).isEqualTo("inherited");
  }

  private void assertFails(Properties properties, String message) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> fixture.load(FILE, properties))
        .withMessage("property " + message);
  }

  @ParameterizedTest
  @CsvSource({
    "entresol.stack",
    "entresol.",
    "entresol.namespace.x",
    "entresol.defaults",
    "entresol.defaults.",
    "entresol.defaults.heep",
    "entresol.defaults.key",
    "entresol.defaults.heap.max",
    "entresol.caches",
    "entresol.caches.customers",
    "entresol.caches.customers.",
    "entresol.caches..heap",
    "entresol.caches.customers.heap.max",
    "entresol.config",
    "entresol.redis.singleServerConfig.address",
    "entresol.breaker.x"
  })
  void load_propertyOfNoKey_failsWithItsName(String name) {
    assertFails(properties(name, "x"), name + UNKNOWN);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          entresol.caches.customers.stack          | tape              | "tape" is not allowed; allowed: disk, heap, heap+disk, heap+redis, redis
          entresol.defaults.stack                  | ''                | nothing is not allowed; allowed: disk, heap, heap+disk, heap+redis, redis
          entresol.defaults.heap                   | {max-entries: x}  | max-entries: "x" is not allowed; allowed: a whole number from 1 on
          entresol.defaults.heap                   | {max: 5}          | max: unknown key; allowed: max-entries, max-bytes, max-staleness, keep-on-failure
          entresol.caches.customers.statistics     | [true]            | a list is not allowed; allowed: false, true
          entresol.caches.x.load.read-through      | {}                | a section is not allowed; allowed: false, true
          """)
  void load_valueNotAllowed_failsWithThePropertyAndAllowedValues(
      String name, String value, String problem) {
    assertFails(properties(name, value), name + ": " + problem);
  }

  @Test
  void load_valueThatIsNoYaml_fails() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> customers("entresol.defaults.heap", "{"))
        .withMessageStartingWith("property entresol.defaults.heap: not plain YAML: ");
  }

  @Test
  void load_valueThatIsNoText_fails() {
    Properties properties = new Properties();
    properties.put("entresol.defaults.load.batch", 5);

    assertFails(
        properties,
        "entresol.defaults.load.batch: a java.lang.Integer is not allowed; allowed: a String");
  }

  @Test
  void load_twoPropertiesForOneSetting_failsWithBoth() {
    assertFails(
        properties(
            "entresol.caches.x.heap.max-bytes", "1MB", "entresol.caches.x.heap.max-entries", "5"),
        "entresol.caches.x.heap.max-entries: is not allowed together with property"
            + " entresol.caches.x.heap.max-bytes; allowed: one of them");
  }

  @Test
  void load_switchWithoutWhatItNeeds_failsWithTheCache() {
    assertFails(
        properties("entresol.defaults.load.read-through", "true"),
        "entresol.defaults.load.read-through: is on, but the cache \"customers\" has no"
            + " load.loader; allowed: on with load.loader");
  }

  @Test
  void load_propertyForRedis_replacesTheSection() {
    Properties properties = properties("entresol.redis", "{singleServerConfig: {database: 3}}");

    assertThat(
            Objects.requireNonNull(
                    fixture.load("redis: { clusterServersConfig: {} }", properties).redis())
                .yaml())
        .isEqualTo("{singleServerConfig: {database: 3}}");
  }

  @ParameterizedTest
  @CsvSource({"secret", "'[secret]'", "'{secret'"})
  void load_propertyForRedisThatIsNoSection_failsAndDoesNotShowIt(String value) {
    assertFails(
        properties("entresol.redis", value),
        "entresol.redis: is no section of YAML; allowed: Redisson's own YAML, such as"
            + " singleServerConfig");
  }
}
