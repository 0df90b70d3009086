package org.entresol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.acme.Audit;
import com.acme.Customer;
import com.acme.CustomerLoader;
import com.acme.CustomerWriter;
import com.acme.Money;
import com.acme.MyExpiryPolicy;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.Factory;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("unit")
final class EntresolConfigurationTest {
  private static final Factory<CustomerLoader> LOADER =
      FactoryBuilder.factoryOf(CustomerLoader.class);
  private static final Factory<CustomerWriter> WRITER =
      FactoryBuilder.factoryOf(CustomerWriter.class);
  private static final Factory<ExpiryPolicy> DAILY =
      CreatedExpiryPolicy.factoryOf(Duration.ONE_DAY);

  private static EntresolConfiguration.Builder<String, Customer> customers() {
    return EntresolConfiguration.builder(String.class, Customer.class);
  }

  private static CacheEntryListenerConfiguration<String, Customer> audit(boolean synchronous) {
    return new MutableCacheEntryListenerConfiguration<>(
        FactoryBuilder.factoryOf(Audit.class), null, false, synchronous);
  }

  @Test
  void build_nothingSaid_hasTheDefaultsOfJCache() {
    EntresolConfiguration<String, Customer> built = customers().build();

    assertThat(built.getKeyType()).isEqualTo(String.class);
    assertThat(built.getValueType()).isEqualTo(Customer.class);
    assertThat(built.isStoreByValue()).isTrue();
    assertThat(built.isStatisticsEnabled()).isFalse();
    assertThat(built.isManagementEnabled()).isFalse();
    assertThat(built.isReadThrough()).isFalse();
    assertThat(built.isWriteThrough()).isFalse();
    assertThat(built.getCacheLoaderFactory()).isNull();
    assertThat(built.getCacheWriterFactory()).isNull();
    assertThat(built.getExpiryPolicyFactory().create()).isEqualTo(new EternalExpiryPolicy());
    assertThat(built.getCacheEntryListenerConfigurations()).isEmpty();
    assertThat(built.getLoad()).isEqualTo(LoadSettings.DEFAULT);
    assertThat(built.getWrite()).isEqualTo(WriteSettings.DEFAULT);
  }

  private static EntresolConfiguration<String, Customer> everything() {
    return customers()
        .storeByValue(false)
        .statistics(true)
        .management(true)
        .loader(LOADER)
        .readThrough(true)
        .writer(WRITER)
        .writeThrough(true)
        .expiry(DAILY)
        .listener(audit(true))
        .stack(Stack.HEAP)
        .heap(HeapBound.bytes(64 << 20))
        .immutable(Money.class)
        .loadBatch(500)
        .build();
  }

  @Test
  void build_everythingSaid_givesItBack() {
    EntresolConfiguration<String, Customer> built = everything();

    assertThat(built.isStoreByValue()).isFalse();
    assertThat(built.isStatisticsEnabled()).isTrue();
    assertThat(built.isManagementEnabled()).isTrue();
    assertThat(built.isReadThrough()).isTrue();
    assertThat(built.isWriteThrough()).isTrue();
    assertThat(built.getCacheLoaderFactory()).isSameAs(LOADER);
    assertThat(built.getCacheWriterFactory()).isSameAs(WRITER);
    assertThat(built.getExpiryPolicyFactory()).isSameAs(DAILY);
    assertThat(built.getCacheEntryListenerConfigurations()).containsExactly(audit(true));
  }

  @Test
  void build_builderChangedAfterwards_keepsTheConfiguration() {
    EntresolConfiguration.Builder<String, Customer> builder = customers();
    EntresolConfiguration<String, Customer> built = builder.build();

    builder.statistics(true).listener(audit(true)).loadBatch(5);

    assertThat(built).isEqualTo(customers().build());
  }

  @Test
  void build_readThroughWithoutLoader_failsWithTheSetting() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> customers().readThrough(true).build())
        .withMessage("load.read-through: true is not allowed; allowed: with a loader only");
  }

  @Test
  void build_writeThroughWithoutWriter_failsWithTheSetting() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> customers().writeThrough(true).build())
        .withMessage("write.write-through: true is not allowed; allowed: with a writer only");
  }

  @Test
  void listener_givenTwice_fails() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> customers().listener(audit(true)).listener(audit(true)))
        .withMessageContaining("allowed: each listener once");
  }

  @Test
  void expiry_standardPolicy_isCreatedAgain() {
    ExpiryPolicy policy = new CreatedExpiryPolicy(Duration.ONE_HOUR);

    assertThat(customers().expiry(policy).build().getExpiryPolicyFactory().create())
        .isEqualTo(policy);
  }

  @Test
  void expiry_policyNotSerializable_fails() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> customers().expiry(new MyExpiryPolicy()))
        .withMessageContaining("is not serializable; allowed: a serializable policy, or a Factory");
  }

  @Test
  void withStatisticsEnabled_true_changesNothingElse() {
    assertThat(customers().build().withStatisticsEnabled(true))
        .isEqualTo(customers().statistics(true).build());
  }

  @Test
  void withManagementEnabled_true_changesNothingElse() {
    assertThat(customers().build().withManagementEnabled(true))
        .isEqualTo(customers().management(true).build());
  }

  @Test
  void withListener_oneThere_isLast() {
    EntresolConfiguration<String, Customer> changed =
        customers().listener(audit(true)).build().withListener(audit(false));

    assertThat(changed.getCacheEntryListenerConfigurations())
        .containsExactly(audit(true), audit(false));
  }

  @Test
  void withListener_equalOneThere_fails() {
    EntresolConfiguration<String, Customer> built = customers().listener(audit(true)).build();

    assertThatIllegalArgumentException().isThrownBy(() -> built.withListener(audit(true)));
  }

  @Test
  void withoutListener_equalOneThere_isGone() {
    EntresolConfiguration<String, Customer> built =
        customers().listener(audit(true)).listener(audit(false)).build();

    assertThat(built.withoutListener(audit(true)))
        .isEqualTo(customers().listener(audit(false)).build());
    assertThat(built.getCacheEntryListenerConfigurations()).hasSize(2);
  }

  @Test
  void withoutListener_notThere_isTheSame() {
    assertThat(everything().withoutListener(audit(false))).isEqualTo(everything());
  }

  @Test
  void toBuilder_everythingSaid_keepsIt() {
    assertThat(everything().toBuilder().build())
        .isEqualTo(everything())
        .hasSameHashCodeAs(everything());
  }

  @Test
  void withFallback_nothingSaid_takesEntresolsSettings() {
    EntresolConfiguration<String, Customer> filled = customers().build().withFallback(everything());

    assertThat(filled)
        .isEqualTo(
            customers()
                .stack(Stack.HEAP)
                .heap(HeapBound.bytes(64 << 20))
                .immutable(Money.class)
                .loadBatch(500)
                .build());
  }

  private static Stream<UnaryOperator<EntresolConfiguration.Builder<String, Customer>>> changes() {
    return Stream.of(
        to -> to.storeByValue(true),
        to -> to.statistics(false),
        to -> to.management(false),
        to -> to.readThrough(false),
        to -> to.writeThrough(false),
        to -> to.loader(() -> new CustomerLoader()),
        to -> to.writer(() -> new CustomerWriter()),
        to -> to.expiry(EternalExpiryPolicy.factoryOf()),
        to -> to.listener(audit(false)));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void equals_oneSettingDiffers_isFalse(
      UnaryOperator<EntresolConfiguration.Builder<String, Customer>> change) {
    assertThat(change.apply(everything().toBuilder()).build()).isNotEqualTo(everything());
  }
}
