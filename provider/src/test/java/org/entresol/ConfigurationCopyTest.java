package org.entresol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.acme.Audit;
import com.acme.Customer;
import com.acme.CustomerLoader;
import com.acme.CustomerWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class ConfigurationCopyTest {

  private static MutableConfiguration<String, Customer> complete() {
    return new MutableConfiguration<String, Customer>()
        .setTypes(String.class, Customer.class)
        .setStoreByValue(false)
        .setStatisticsEnabled(true)
        .setManagementEnabled(true)
        .setCacheLoaderFactory(FactoryBuilder.factoryOf(CustomerLoader.class))
        .setReadThrough(true)
        .setCacheWriterFactory(FactoryBuilder.factoryOf(CustomerWriter.class))
        .setWriteThrough(true)
        .setExpiryPolicyFactory(CreatedExpiryPolicy.factoryOf(Duration.ONE_DAY))
        .addCacheEntryListenerConfiguration(audit());
  }

  private static MutableCacheEntryListenerConfiguration<String, Customer> audit() {
    return new MutableCacheEntryListenerConfiguration<>(
        FactoryBuilder.factoryOf(Audit.class), null, true, false);
  }

  @Test
  void copyOf_completeConfiguration_saysTheSame() {
    EntresolConfiguration<String, Customer> copy = EntresolConfiguration.copyOf(complete());

    assertThat(new MutableConfiguration<>(copy)).isEqualTo(complete());
    assertThat(copy.isManagementEnabled()).isTrue();
  }

  @Test
  void copyOf_plainConfiguration_hasJCachesDefaultsElsewhere() {
    EntresolConfiguration<String, Customer> copy =
        EntresolConfiguration.copyOf(new Plain<>(String.class, Customer.class, false));

    assertThat(copy)
        .isEqualTo(
            EntresolConfiguration.builder(String.class, Customer.class)
                .storeByValue(false)
                .build());
  }

  @Test
  void copyOf_entresolConfiguration_isTheSame() {
    EntresolConfiguration<String, Customer> ours =
        EntresolConfiguration.builder(String.class, Customer.class).loadBatch(7).build();

    assertThat(EntresolConfiguration.copyOf(ours)).isSameAs(ours);
  }

  @Test
  void copyOf_argumentChangedAfterwards_keepsTheCopy() {
    MutableConfiguration<String, Customer> mutable = complete();
    EntresolConfiguration<String, Customer> copy = EntresolConfiguration.copyOf(mutable);

    mutable.setStatisticsEnabled(false).removeCacheEntryListenerConfiguration(audit());

    assertThat(copy.isStatisticsEnabled()).isTrue();
    assertThat(copy.getCacheEntryListenerConfigurations()).containsExactly(audit());
  }

  @Test
  void copyOf_noExpiryFactory_isEternal() {
    MutableConfiguration<String, Customer> silent = new SilentAboutExpiry();

    assertThat(EntresolConfiguration.copyOf(silent).getExpiryPolicyFactory().create())
        .isEqualTo(new EternalExpiryPolicy());
  }

  @Test
  void copyOf_readThroughWithoutLoader_fails() {
    MutableConfiguration<String, Customer> impossible =
        new MutableConfiguration<String, Customer>().setReadThrough(true);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> EntresolConfiguration.copyOf(impossible))
        .withMessageStartingWith("load.read-through: true");
  }

  @Test
  void equals_sameSaidInAnotherClass_isFalse() {
    assertThat(EntresolConfiguration.copyOf(complete())).isNotEqualTo(complete());
  }

  @Test
  void equals_defaultValueSaidOrNot_isFalse() {
    EntresolConfiguration<String, Customer> silent = EntresolConfiguration.copyOf(complete());

    assertThat(silent.toBuilder().stack(silent.getStack()).build()).isNotEqualTo(silent);
  }

  @Test
  void serialization_everythingSaid_givesAnEqualOne() throws Exception {
    EntresolConfiguration<String, Customer> written =
        EntresolConfiguration.copyOf(complete()).toBuilder()
            .heap(HeapBound.entries(3))
            .immutable(Customer.class)
            .stack(Stack.HEAP_REDIS)
            .loadBatch(4)
            .load(
                load ->
                    load.guard(LoadGuard.NODE)
                        .waitTime(java.time.Duration.ZERO)
                        .refreshAhead(1.5)
                        .staleIfError(java.time.Duration.ofHours(1))
                        .jitter(Jitter.share(0.1)))
            .maxStaleness(java.time.Duration.ofMinutes(2))
            .partitions(8)
            .allow("com.acme.*")
            .strict(true)
            .maxValueBytes(4096)
            .events(EventScope.CLUSTER)
            .onFailure(OnFailure.FAIL)
            .writeOrdering(WriteOrdering.NODE)
            .write(write -> write.mode(WriteMode.BEHIND).tries(3))
            .expiry(FactoryBuilder.factoryOf(EternalExpiryPolicy.class))
            .build();

    assertThat(throughBytes(written)).isEqualTo(written);
  }

  private static Object throughBytes(Object object) throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return in.readObject();
    }
  }

  private static final class SilentAboutExpiry extends MutableConfiguration<String, Customer> {
    private static final long serialVersionUID = 1L;

    SilentAboutExpiry() {
      expiryPolicyFactory = null;
    }
  }

  private record Plain<K, V>(Class<K> getKeyType, Class<V> getValueType, boolean isStoreByValue)
      implements Configuration<K, V> {
    private static final long serialVersionUID = 1L;
  }
}
