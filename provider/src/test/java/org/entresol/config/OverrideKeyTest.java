package org.entresol.config;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.acme.Audit;
import com.acme.Customer;
import com.acme.CustomerLoader;
import com.acme.CustomerWriter;
import java.nio.file.Path;
import java.util.Objects;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.TouchedExpiryPolicy;
import org.entresol.EntresolConfiguration;
import org.entresol.HeapBound;
import org.entresol.WriteMode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What holds of a file that is laid over what JCache's configuration says. */
@Tag("unit")
final class OverrideKeyTest {
  private static final Duration QUARTER = new Duration(MINUTES, 15);

  private final Fixture fixture;

  OverrideKeyTest(@TempDir Path directory) {
    fixture = new Fixture(directory);
  }

  private static MutableConfiguration<String, Customer> customers() {
    return new MutableConfiguration<String, Customer>().setTypes(String.class, Customer.class);
  }

  private EntresolConfiguration<String, Customer> cache(
      String file, MutableConfiguration<String, Customer> given) {
    return fixture.load(file).forCache("c", given);
  }

  @Test
  void forCache_override_takesAllThatTheFileSaysFromIt() {
    EntresolConfiguration<String, Customer> cache =
        cache(
            """
            defaults:
              override: true
              expiry: { touched: 1h }
              store-by-value: false
              statistics: true
              management: true
              listeners: [ { listener: com.acme.Audit } ]
              load: { loader: com.acme.CustomerLoader, read-through: true }
              write: { writer: com.acme.CustomerWriter, write-through: true }
            """,
            customers());

    assertThat(cache.getExpiryPolicyFactory().create())
        .isEqualTo(new TouchedExpiryPolicy(Duration.ONE_HOUR));
    assertThat(cache)
        .extracting(
            "keyType",
            "valueType",
            "storeByValue",
            "statisticsEnabled",
            "managementEnabled",
            "readThrough",
            "writeThrough")
        .containsExactly(String.class, Customer.class, false, true, true, true, true);
    assertThat(cache.getCacheEntryListenerConfigurations()).hasSize(1);
    assertThat(Objects.requireNonNull(cache.getCacheLoaderFactory()).create())
        .isInstanceOf(CustomerLoader.class);
    assertThat(Objects.requireNonNull(cache.getCacheWriterFactory()).create())
        .isInstanceOf(CustomerWriter.class);
  }

  @Test
  void forCache_overrideOfWhatTheFileDoesNotSay_keepsWhatIsGiven() {
    MutableConfiguration<String, Customer> given =
        customers()
            .setExpiryPolicyFactory(CreatedExpiryPolicy.factoryOf(QUARTER))
            .setStatisticsEnabled(true)
            .setCacheLoaderFactory(FactoryBuilder.factoryOf(CustomerLoader.class))
            .addCacheEntryListenerConfiguration(
                new MutableCacheEntryListenerConfiguration<>(Audit::new, null, false, true));

    EntresolConfiguration<String, Customer> cache =
        cache("defaults: { override: true, load: { read-through: true } }", given);

    assertThat(cache.isReadThrough()).isTrue();
    assertThat(cache.toBuilder().readThrough(false).build())
        .isEqualTo(EntresolConfiguration.copyOf(given).toBuilder().stack(cache.getStack()).build());
  }

  @Test
  void forCache_override_replacesTheListenersThatAreGiven() {
    MutableConfiguration<String, Customer> given =
        customers()
            .addCacheEntryListenerConfiguration(
                new MutableCacheEntryListenerConfiguration<>(Audit::new, null, false, true));

    assertThat(
            cache("defaults: { override: true, listeners: [] }", given)
                .getCacheEntryListenerConfigurations())
        .isEmpty();
  }

  @Test
  void forCache_override_leavesWhatJavaSaysOfOurs() {
    EntresolConfiguration<String, Customer> given =
        EntresolConfiguration.builder(String.class, Customer.class)
            .heap(HeapBound.entries(7))
            .build();

    EntresolConfiguration<String, Customer> cache =
        fixture
            .load(
                "defaults: { override: true, heap: { max-entries: 9 }, expiry: { created: 15m } }")
            .forCache("c", given);

    assertThat(cache.getHeapBound()).isEqualTo(HeapBound.entries(7));
    assertThat(cache.getExpiryPolicyFactory()).isEqualTo(CreatedExpiryPolicy.factoryOf(QUARTER));
  }

  @Test
  void forCache_overrideWithWritesBehind_writesWithTheWriterThereIs() {
    String file = "defaults: { override: true, write: { mode: behind } }";

    EntresolConfiguration<String, Customer> writing =
        cache(
            file,
            customers().setCacheWriterFactory(FactoryBuilder.factoryOf(CustomerWriter.class)));
    EntresolConfiguration<String, Customer> plain = cache(file, customers());

    assertThat(writing.isWriteThrough()).isTrue();
    assertThat(writing.getWrite().mode()).isEqualTo(WriteMode.BEHIND);
    assertThat(plain.isWriteThrough()).isFalse();
  }

  @Test
  void forCache_overrideWithReadThroughAndNoLoader_failsWithThePlace() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(
            () -> cache("defaults: { override: true, load: { read-through: true } }", customers()))
        .withMessageContaining("defaults.load.read-through: is on, but the cache \"c\" has no");
  }

  @ParameterizedTest
  @CsvSource({"page-home, true", "page-home-de, false", "news, false"})
  void forCache_sections_sayOverrideForTheNamesThatFit(String name, boolean statistics) {
    EntresolConfiguration<Object, Object> cache =
        fixture
            .load(
                """
                defaults: { statistics: true }
                caches:
                  "page-*":      { override: true }
                  "page-home-*": { override: false }
                """)
            .forCache(name, new MutableConfiguration<>());

    assertThat(cache.isStatisticsEnabled()).isEqualTo(statistics);
  }

  @ParameterizedTest
  @CsvSource({
    "'expiry: { created: 1h }', true",
    "'expiry: { created: 15m }', false",
    "'expiry: eternal', true",
    "'statistics: true', false",
    "'override: true, expiry: { created: 1h }', false"
  })
  void passesOverExpiry_completeConfiguration_tellsWhetherAnotherOneHolds(
      String said, boolean passedOver) {
    MutableConfiguration<String, Customer> given =
        customers().setExpiryPolicyFactory(CreatedExpiryPolicy.factoryOf(QUARTER));

    assertThat(fixture.load("defaults: { " + said + " }").passesOverExpiry("c", given))
        .isEqualTo(passedOver);
  }

  @Test
  void passesOverExpiry_nothingSaidInJava_tellsThatEternalHolds() {
    ManagerConfiguration read =
        fixture.load("defaults: { expiry: { created: 1h } }\ncaches: { e: { expiry: eternal } }");

    assertThat(read.passesOverExpiry("c", new MutableConfiguration<>())).isTrue();
    assertThat(read.passesOverExpiry("e", new MutableConfiguration<>())).isFalse();
  }
}
