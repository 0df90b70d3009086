package org.entresol.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.Audit;
import com.acme.Customer;
import com.acme.CustomerLoader;
import com.acme.CustomerWriter;
import com.acme.MyExpiryPolicy;
import com.acme.OnlyBig;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import org.entresol.EntresolConfiguration;
import org.entresol.HeapBound;
import org.entresol.Stack;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
final class CacheKeysTest {
  private final Fixture fixture;

  CacheKeysTest(@TempDir Path directory) {
    fixture = new Fixture(directory);
  }

  /** The cache {@code c}, of which the file says these lines. */
  private EntresolConfiguration<?, ?> cache(String lines) {
    return inFile("caches:\n  c:\n" + lines.indent(4));
  }

  private EntresolConfiguration<?, ?> inFile(String text) {
    return Objects.requireNonNull(fixture.load(text).namedCaches().get("c"));
  }

  @Test
  void load_cacheWithNothingSaid_hasAllDefaults() {
    assertThat(cache(""))
        .isEqualTo(
            EntresolConfiguration.builder(Object.class, Object.class).stack(Stack.HEAP).build());
  }

  @Test
  void load_keyAndValue_areTheTypes() {
    EntresolConfiguration<?, ?> cache = cache("key: java.lang.String\nvalue: com.acme.Customer");

    assertThat(cache.getKeyType()).isEqualTo(String.class);
    assertThat(cache.getValueType()).isEqualTo(Customer.class);
  }

  @ParameterizedTest
  @MethodSource("arrays")
  void load_arrayAsValue_isTheType(String name, Class<?> type) {
    assertThat(cache("value: '" + name + "'").getValueType()).isEqualTo(type);
  }

  private static Stream<Arguments> arrays() {
    return Stream.of(
        Arguments.of("byte[]", byte[].class),
        Arguments.of("double[][]", double[][].class),
        Arguments.of("java.lang.String[]", String[].class),
        Arguments.of("java.util.Map$Entry", java.util.Map.Entry.class));
  }

  @Test
  void load_stack_isSaid() {
    assertThat(cache("stack: heap"))
        .isEqualTo(
            EntresolConfiguration.builder(Object.class, Object.class).stack(Stack.HEAP).build());
  }

  @ParameterizedTest
  @MethodSource("bounds")
  void load_heap_isTheBound(String heap, HeapBound bound) {
    assertThat(cache("heap: { " + heap + " }").getHeapBound()).isEqualTo(bound);
  }

  private static Stream<Arguments> bounds() {
    return Stream.of(
        Arguments.of("max-entries: 1", HeapBound.entries(1)),
        Arguments.of("max-entries: 10_000", HeapBound.entries(10_000)),
        Arguments.of("max-entries: 5000000000", HeapBound.entries(5_000_000_000L)),
        Arguments.of("max-bytes: 65536", HeapBound.bytes(65_536)),
        Arguments.of("max-bytes: 512KB", HeapBound.bytes(512 << 10)),
        Arguments.of("max-bytes: 64MB", HeapBound.bytes(64 << 20)),
        Arguments.of("max-bytes: 2GB", HeapBound.bytes(2L << 30)),
        Arguments.of("", HeapBound.DEFAULT));
  }

  @ParameterizedTest
  @MethodSource("policies")
  void load_expiry_makesThePolicy(String expiry, ExpiryPolicy policy) {
    assertThat(cache("expiry: " + expiry).getExpiryPolicyFactory().create()).isEqualTo(policy);
  }

  private static Stream<Arguments> policies() {
    return Stream.of(
        Arguments.of("eternal", new EternalExpiryPolicy()),
        Arguments.of("{ created: 10m }", new CreatedExpiryPolicy(time(TimeUnit.MINUTES, 10))),
        Arguments.of("{ modified: 2h }", new ModifiedExpiryPolicy(time(TimeUnit.HOURS, 2))),
        Arguments.of("{ accessed: 10s }", new AccessedExpiryPolicy(time(TimeUnit.SECONDS, 10))),
        Arguments.of("{ touched: 7d }", new TouchedExpiryPolicy(time(TimeUnit.DAYS, 7))),
        Arguments.of(
            "{ created: 500ms }", new CreatedExpiryPolicy(time(TimeUnit.MILLISECONDS, 500))),
        Arguments.of("{ created: 36500d }", new CreatedExpiryPolicy(time(TimeUnit.DAYS, 36_500))),
        Arguments.of("{ created: 0s }", new CreatedExpiryPolicy(Duration.ZERO)));
  }

  private static Duration time(TimeUnit unit, long amount) {
    return new Duration(unit, amount);
  }

  @Test
  void load_expiryPolicy_isMadeAnewEachTime() {
    var factory = cache("expiry: { policy: com.acme.MyExpiryPolicy }").getExpiryPolicyFactory();

    ExpiryPolicy first = factory.create();

    assertThat(first).isInstanceOf(MyExpiryPolicy.class).isNotSameAs(factory.create());
  }

  @Test
  void load_storeByValueFalse_storesByReference() {
    assertThat(cache("store-by-value: false").isStoreByValue()).isFalse();
  }

  @Test
  void load_statisticsTrue_areEnabled() {
    assertThat(cache("statistics: true").isStatisticsEnabled()).isTrue();
  }

  @Test
  void load_managementTrue_isEnabled() {
    assertThat(cache("management: true").isManagementEnabled()).isTrue();
  }

  @Test
  void load_immutable_namesTheClasses() {
    assertThat(cache("immutable: [com.acme.Money, 'java.util.Map$Entry']").getImmutableTypes())
        .containsExactlyInAnyOrder("com.acme.Money", "java.util.Map$Entry");
  }

  @Test
  void load_loader_isMadeAndAsked() {
    EntresolConfiguration<?, ?> cache =
        cache("load: { loader: com.acme.CustomerLoader, read-through: true, batch: 500 }");

    assertThat(Objects.requireNonNull(cache.getCacheLoaderFactory()).create())
        .isInstanceOf(CustomerLoader.class);
    assertThat(cache.isReadThrough()).isTrue();
    assertThat(cache.getLoadBatch()).isEqualTo(500);
  }

  @Test
  void load_readThroughFalseWithoutLoader_isAllowed() {
    assertThat(cache("load: { read-through: false }").isReadThrough()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"write-through: true", "mode: through", "mode: behind"})
  void load_writer_isMadeAndCalled(String how) {
    EntresolConfiguration<?, ?> cache =
        cache("write: { writer: com.acme.CustomerWriter, " + how + " }");

    assertThat(Objects.requireNonNull(cache.getCacheWriterFactory()).create())
        .isInstanceOf(CustomerWriter.class);
    assertThat(cache.isWriteThrough()).isTrue();
  }

  @Test
  void load_listenerWithAllKeys_isRegistered() {
    CacheEntryListenerConfiguration<?, ?> listener =
        onlyListener(
            """
            - listener: com.acme.Audit
              filter: com.acme.OnlyBig
              synchronous: true
              old-value-required: true
            """);

    assertThat(listener.getCacheEntryListenerFactory().create()).isInstanceOf(Audit.class);
    assertThat(listener.getCacheEntryEventFilterFactory().create()).isInstanceOf(OnlyBig.class);
    assertThat(listener.isSynchronous()).isTrue();
    assertThat(listener.isOldValueRequired()).isTrue();
  }

  @Test
  void load_listenerAlone_isAsynchronousAndUnfiltered() {
    CacheEntryListenerConfiguration<?, ?> listener = onlyListener("- listener: com.acme.Audit");

    assertThat(listener.getCacheEntryEventFilterFactory()).isNull();
    assertThat(listener.isSynchronous()).isFalse();
    assertThat(listener.isOldValueRequired()).isFalse();
  }

  private CacheEntryListenerConfiguration<?, ?> onlyListener(String items) {
    return cache("listeners:\n" + items.indent(2)).getCacheEntryListenerConfigurations().get(0);
  }

  @Test
  void load_settingsInDefaults_holdForTheCache() {
    EntresolConfiguration<?, ?> cache =
        inFile(
            """
            defaults:
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
            caches:
              c:
            """);

    assertThat(cache)
        .isEqualTo(
            cache(
                """
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
                """));
    assertThat(cache.getHeapBound()).isEqualTo(HeapBound.entries(10));
    assertThat(cache.getExpiryPolicyFactory().create())
        .isEqualTo(new TouchedExpiryPolicy(Duration.ONE_HOUR));
  }

  @Test
  void load_namespace_isKept() {
    assertThat(fixture.load("namespace: shop-1.de_x").namespace()).isEqualTo("shop-1.de_x");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "# nothing but a comment", "caches:", "defaults:\ncaches: {}", "---\n"})
  void load_fileThatSaysNothing_hasNoCaches(String text) {
    ManagerConfiguration configuration = fixture.load(text);

    assertThat(configuration.namedCaches()).isEmpty();
    assertThat(configuration.namespace()).isEqualTo("entresol");
  }
}
