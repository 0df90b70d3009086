package org.entresol.tier.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Collections;
import java.util.Enumeration;
import java.util.UUID;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.spi.CachingProvider;
import org.entresol.jcache.EntresolCachingProvider;
import org.entresol.testing.RedisServers;
import org.entresol.testing.RespClient;
import org.entresol.tier.TierFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The tier as applications come to it: by the service loader, through one class loader or two. */
@Tag("server")
class InstalledTierTest {

  private final URI address = URI.create(RedisServers.shared().address() + "#" + UUID.randomUUID());

  @Test
  void provider_foundByTheStandardLookUp_cachesInRedis() {
    try (CacheManager manager = Caching.getCachingProvider().getCacheManager(address, null)) {
      assertCachesInRedis(manager);
    }
  }

  @Test
  void manager_whoseLoaderSeesNoTier_takesThatOfTheProvider() {
    ClassLoader blind = new ClassLoader(null) {};
    try (CachingProvider provider = new EntresolCachingProvider();
        CacheManager manager = provider.getCacheManager(address, blind)) {
      assertCachesInRedis(manager);
    }
  }

  /** As where a container has the provider, and one of its applications brings the tier. */
  @Test
  void manager_whoseLoaderAloneSeesTheTier_takesIt() throws IOException {
    try (URLClassLoader shared = new URLClassLoader(origin(TierFactory.class), new Libraries());
        URLClassLoader application = new URLClassLoader(origin(RedisTiers.class), shared);
        CachingProvider provider = provider(shared)) {
      assertThatThrownBy(() -> provider.getCacheManager(address, null))
          .isInstanceOf(CacheException.class)
          .hasMessageContaining("org.entresol:entresol-redis");

      assertCachesInRedis(provider.getCacheManager(address, application));
    }
  }

  private static void assertCachesInRedis(CacheManager manager) {
    Cache<String, String> cache =
        manager.createCache(
            "installed-" + UUID.randomUUID(),
            new MutableConfiguration<String, String>().setTypes(String.class, String.class));
    cache.put("key", "value");

    assertThat(cache.get("key")).isEqualTo("value");
    try (RespClient client = RedisServers.shared().connect()) {
      assertThat(client.number("EXISTS", "entresol:" + cache.getName())).isEqualTo(1);
    }
    manager.destroyCache(cache.getName());
  }

  private static CachingProvider provider(ClassLoader loader) {
    try {
      return loader
          .loadClass(EntresolCachingProvider.class.getName())
          .asSubclass(CachingProvider.class)
          .getConstructor()
          .newInstance();
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  private static URL[] origin(Class<?> type) {
    return new URL[] {type.getProtectionDomain().getCodeSource().getLocation()};
  }

  /** All that the provider and the tier need, and neither of them. */
  private static final class Libraries extends ClassLoader {
    Libraries() {
      super(InstalledTierTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith("org.entresol.")) {
        throw new ClassNotFoundException(name);
      }
      return super.loadClass(name, resolve);
    }

    @Override
    public @Nullable URL getResource(String name) {
      return isHidden(name) ? null : super.getResource(name);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
      return isHidden(name) ? Collections.emptyEnumeration() : super.getResources(name);
    }

    private static boolean isHidden(String resource) {
      return resource.startsWith("org/entresol/")
          || resource.startsWith("META-INF/services/org.entresol");
    }
  }
}
