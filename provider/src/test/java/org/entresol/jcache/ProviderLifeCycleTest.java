package org.entresol.jcache;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.entresol.jcache.TestCaches.texts;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.function.Supplier;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.OptionalFeature;
import javax.cache.spi.CachingProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A provider has one manager for each URI and class loader, as long as that is open. */
@Tag("unit")
class ProviderLifeCycleTest {
  private static final URI OTHER = URI.create("entresol:other");

  @RegisterExtension private final TestCaches caches = new TestCaches();

  private final ClassLoader loader = new ClassLoader(getClass().getClassLoader()) {};

  private CachingProvider provider() {
    return caches.provider();
  }

  @Test
  void provider_ofTheApplication_isFound() {
    assertThat(Caching.getCachingProvider()).isInstanceOf(EntresolCachingProvider.class);
    assertThat(Caching.getCachingProvider(EntresolCachingProvider.class.getName()))
        .isSameAs(Caching.getCachingProvider());
  }

  @Test
  void nulls_forEverything_meanTheDefaults() {
    CacheManager manager = provider().getCacheManager();

    assertThat(provider().getCacheManager(null, null)).isSameAs(manager);
    assertThat(provider().getCacheManager(null, null, null)).isSameAs(manager);
    assertThat(
            provider()
                .getCacheManager(provider().getDefaultURI(), provider().getDefaultClassLoader()))
        .isSameAs(manager);
    assertThat(manager.getURI()).isEqualTo(provider().getDefaultURI());
    assertThat(manager.getClassLoader()).isSameAs(provider().getDefaultClassLoader());
    assertThat(manager.getProperties()).isEmpty();
    assertThat(manager.getCachingProvider()).isSameAs(provider());
  }

  private <T> T within(@Nullable ClassLoader context, Supplier<T> call) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(context);
    try {
      return call.get();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Test
  void defaultLoader_isThatOfTheThread_ifItSeesTheProvider() {
    CacheManager manager = within(loader, () -> provider().getCacheManager());

    assertThat(manager.getClassLoader()).isSameAs(loader);
    assertThat(within(loader, provider()::getDefaultClassLoader)).isSameAs(loader);
    assertThat(provider().getCacheManager(null, loader)).isSameAs(manager);
    assertThat(provider().getCacheManager()).isNotSameAs(manager);
  }

  @Test
  void defaultLoader_ofAThreadThatSeesNoneOrAnother_isTheProvidersOwn() {
    ClassLoader own = EntresolCachingProvider.class.getClassLoader();
    ClassLoader none = ClassLoader.getPlatformClassLoader();
    ClassLoader another =
        new ClassLoader(none) {
          @Override
          protected Class<?> findClass(String name) throws ClassNotFoundException {
            try (InputStream file = own.getResourceAsStream(name.replace('.', '/') + ".class")) {
              byte[] bytes = requireNonNull(file).readAllBytes();
              return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
              throw new ClassNotFoundException(name, e);
            }
          }
        };

    assertThat(within(none, provider()::getDefaultClassLoader)).isSameAs(own);
    assertThat(within(another, provider()::getDefaultClassLoader)).isSameAs(own);
    assertThat(within(null, provider()::getDefaultClassLoader)).isSameAs(own);
  }

  @Test
  void managers_ofOtherUrisOrLoaders_areOthers() {
    CacheManager standard = provider().getCacheManager();
    CacheManager otherUri = provider().getCacheManager(OTHER, null);
    CacheManager otherLoader = provider().getCacheManager(null, loader);

    assertThat(new HashSet<>(List.of(standard, otherUri, otherLoader))).hasSize(3);
    assertThat(provider().getCacheManager(URI.create(OTHER.toString()), null)).isSameAs(otherUri);
    assertThat(provider().getCacheManager(null, loader)).isSameAs(otherLoader);
    otherUri.createCache("test", texts());
    assertThat(standard.<String, String>getCache("test")).isNull();
  }

  @Test
  void properties_ofTheFirstCall_stay() {
    Properties given = new Properties();
    given.setProperty("entresol.defaults.stack", "heap");

    CacheManager manager = provider().getCacheManager(OTHER, null, given);

    assertThat(manager.getProperties()).isEqualTo(given);
    assertThat(provider().getCacheManager(OTHER, null, new Properties()).getProperties())
        .isEqualTo(given);
  }

  @Test
  void managers_askedForByManyThreads_areOne() {
    List<CacheManager> managers =
        Crew.race(8, thread -> () -> provider().getCacheManager(OTHER, loader));

    assertThat(new HashSet<>(managers)).hasSize(1);
  }

  @Test
  void close_ofTheProvider_closesAllAndItCanBeUsedAgain() {
    CacheManager standard = provider().getCacheManager();
    CacheManager other = provider().getCacheManager(OTHER, loader);

    provider().close();
    provider().close();

    assertThat(standard.isClosed()).isTrue();
    assertThat(other.isClosed()).isTrue();
    assertThat(provider().getCacheManager()).isNotSameAs(standard);
    assertThat(provider().getCacheManager().isClosed()).isFalse();
  }

  @Test
  void close_ofAClassLoader_closesItsManagersOnly() {
    CacheManager standard = provider().getCacheManager();
    CacheManager one = provider().getCacheManager(null, loader);
    CacheManager two = provider().getCacheManager(OTHER, loader);

    provider().close(loader);

    assertThat(List.of(one.isClosed(), two.isClosed(), standard.isClosed()))
        .containsExactly(true, true, false);
    provider().close((ClassLoader) null);
    assertThat(standard.isClosed()).isTrue();
  }

  @Test
  void close_ofAUriAndClassLoader_closesThatManagerOnly() {
    CacheManager standard = provider().getCacheManager();
    CacheManager one = provider().getCacheManager(null, loader);
    CacheManager two = provider().getCacheManager(OTHER, loader);

    provider().close(OTHER, loader);

    assertThat(List.of(one.isClosed(), two.isClosed(), standard.isClosed()))
        .containsExactly(false, true, false);
    provider().close(null, null);
    assertThat(List.of(one.isClosed(), standard.isClosed())).containsExactly(false, true);
  }

  @Test
  void manager_closedByItself_isReplacedByTheNextCall() {
    CacheManager first = provider().getCacheManager();
    first.createCache("test", texts()).put("k", "1");

    first.close();

    CacheManager second = provider().getCacheManager();
    assertThat(second).isNotSameAs(first);
    assertThat(second.<String, String>getCache("test")).isNull();
    assertThat(second.createCache("test", texts())).isEmpty();
  }

  @Test
  void optionalFeatures_areStoreByReference() {
    assertThat(provider().isSupported(OptionalFeature.STORE_BY_REFERENCE)).isTrue();
  }

  @Test
  void unknownConfiguration_asUri_isRefusedAndNothingIsLeft() {
    URI missing = URI.create("classpath:no-such-file.yaml");

    assertThatThrownBy(() -> provider().getCacheManager(missing, null))
        .hasMessageContaining("no-such-file.yaml");
    assertThatThrownBy(() -> provider().getCacheManager(missing, null))
        .hasMessageContaining("no-such-file.yaml");
  }
}
