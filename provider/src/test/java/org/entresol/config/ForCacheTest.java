package org.entresol.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.acme.Customer;
import com.acme.CustomerLoader;
import java.nio.file.Path;
import java.util.Objects;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.Duration;
import javax.cache.expiry.TouchedExpiryPolicy;
import org.entresol.EntresolConfiguration;
import org.entresol.HeapBound;
import org.entresol.Stack;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a cache made in Java takes from the file. */
@Tag("unit")
final class ForCacheTest {
  private static final String FILE =
      """
      caches:
        "*":
          key: java.lang.Long
          value: java.lang.Long
          stack: heap
          heap: { max-entries: 10 }
          immutable: [com.acme.Money]
          expiry: { touched: 1h }
          store-by-value: false
          statistics: true
          management: true
          listeners: [ { listener: com.acme.Audit } ]
          load: { loader: com.acme.CustomerLoader, read-through: true, batch: 5 }
          write: { writer: com.acme.CustomerWriter, write-through: true }
      """;

  private final ManagerConfiguration configuration;

  ForCacheTest(@TempDir Path directory) {
    configuration = new Fixture(directory).load(FILE);
  }

  private static EntresolConfiguration.Builder<String, Customer> customers() {
    return EntresolConfiguration.builder(String.class, Customer.class);
  }

  @Test
  void forCache_completeConfiguration_takesAllOfJCacheFromIt() {
    MutableConfiguration<String, Customer> given =
        new MutableConfiguration<String, Customer>()
            .setTypes(String.class, Customer.class)
            .setCacheLoaderFactory(FactoryBuilder.factoryOf(CustomerLoader.class))
            .setReadThrough(true);

    EntresolConfiguration<String, Customer> cache = configuration.forCache("c", given);

    assertThat(cache)
        .isEqualTo(
            EntresolConfiguration.copyOf(given).toBuilder()
                .stack(Stack.HEAP)
                .heap(HeapBound.entries(10))
                .immutable(com.acme.Money.class)
                .loadBatch(5)
                .build());
  }

  @Test
  void forCache_plainConfiguration_takesTypesAndStoringFromIt() {
    EntresolConfiguration<String, Customer> cache =
        configuration.forCache("c", new Plain<>(String.class, Customer.class, true));

    assertThat(cache.getKeyType()).isEqualTo(String.class);
    assertThat(cache.getValueType()).isEqualTo(Customer.class);
    assertThat(cache.isStoreByValue()).isTrue();
    assertThat(cache.isStatisticsEnabled()).isTrue();
    assertThat(cache.isManagementEnabled()).isTrue();
    assertThat(cache.isWriteThrough()).isTrue();
    assertThat(cache.getCacheEntryListenerConfigurations()).hasSize(1);
    assertThat(cache.getExpiryPolicyFactory().create())
        .isEqualTo(new TouchedExpiryPolicy(Duration.ONE_HOUR));
    assertThat(cache.getHeapBound()).isEqualTo(HeapBound.entries(10));
    assertThat(Objects.requireNonNull(cache.getCacheLoaderFactory()).create().load("k"))
        .isEqualTo(new Customer("k"));
  }

  @Test
  void forCache_entresolConfigurationThatSetsAll_takesNothingFromTheFile() {
    EntresolConfiguration<String, Customer> given =
        customers()
            .stack(Stack.HEAP)
            .heap(HeapBound.bytes(5))
            .immutable(Customer.class)
            .loadBatch(7)
            .build();

    assertThat(configuration.forCache("c", given)).isEqualTo(given);
  }

  @Test
  void forCache_entresolConfigurationThatSetsSome_takesTheRestFromTheFile() {
    EntresolConfiguration<String, Customer> cache =
        configuration.forCache("c", customers().heap(HeapBound.DEFAULT).build());

    assertThat(cache)
        .isEqualTo(
            customers()
                .heap(HeapBound.DEFAULT)
                .stack(Stack.HEAP)
                .immutable(com.acme.Money.class)
                .loadBatch(5)
                .build());
  }

  @Test
  void forCache_fileLacksALoaderButArgumentIsComplete_isMade(@TempDir Path other) {
    ManagerConfiguration incomplete =
        new Fixture(other).load("defaults: { load: { read-through: true, batch: 9 } }");

    assertThat(incomplete.forCache("c", customers().build()).getLoadBatch()).isEqualTo(9);
  }

  @Test
  void forCache_fileLacksALoaderAndArgumentIsPlain_failsWithThePlace(@TempDir Path other) {
    ManagerConfiguration incomplete =
        new Fixture(other).load("defaults: { load: { read-through: true } }");

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> incomplete.forCache("c", new Plain<>(Long.class, Long.class, true)))
        .withMessageEndingWith(
            "entresol.yaml:1:35: defaults.load.read-through: is on, but the cache \"c\" has no"
                + " load.loader; allowed: on with load.loader");
  }

  private record Plain<K, V>(Class<K> getKeyType, Class<V> getValueType, boolean isStoreByValue)
      implements Configuration<K, V> {
    private static final long serialVersionUID = 1L;
  }
}
