package org.entresol.applications.peers;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ModifiedExpiryPolicy;
import org.ehcache.config.builders.CacheConfigurationBuilder;
import org.ehcache.config.builders.CacheManagerBuilder;
import org.ehcache.config.builders.ExpiryPolicyBuilder;
import org.ehcache.config.builders.ResourcePoolsBuilder;
import org.ehcache.spi.loaderwriter.CacheLoaderWriter;
import org.entresol.EntresolConfiguration;
import org.entresol.HeapBound;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** From Ehcache 3 and its own API. */
@Tag("unit")
class FromEhcacheTest {

  /** What Ehcache wants of a source that is only read. */
  private static final class Source implements CacheLoaderWriter<Long, String> {

    @Override
    public String load(Long number) {
      return Customers.name(number);
    }

    @Override
    public Map<Long, String> loadAll(Iterable<? extends Long> numbers) {
      return new Customers().loadAll(numbers);
    }

    @Override
    public void write(Long number, String name) {}

    @Override
    public void delete(Long number) {}
  }

  @Test
  void before_missing_isLoadedOnce() {
    // tag::from-ehcache[]
    org.ehcache.CacheManager manager =
        CacheManagerBuilder.newCacheManagerBuilder()
            .withCache(
                "customers",
                CacheConfigurationBuilder.newCacheConfigurationBuilder(
                        Long.class, String.class, ResourcePoolsBuilder.heap(1_000))
                    .withExpiry(
                        ExpiryPolicyBuilder.timeToLiveExpiration(java.time.Duration.ofMinutes(10)))
                    .withLoaderWriter(new Source()))
            .build(true);
    org.ehcache.Cache<Long, String> customers =
        manager.getCache("customers", Long.class, String.class);
    // end::from-ehcache[]
    Customers.requireLoadedOnce(customers::get, 7);
    manager.close();
  }

  @Test
  void after_missing_isLoadedOnce() {
    // tag::ehcache-now[]
    CacheManager manager =
        Caching.getCachingProvider("org.entresol.jcache.EntresolCachingProvider").getCacheManager();
    Cache<Long, String> customers =
        manager.createCache(
            "customers",
            EntresolConfiguration.builder(Long.class, String.class)
                .heap(HeapBound.entries(1_000))
                .expiry(ModifiedExpiryPolicy.factoryOf(new Duration(TimeUnit.MINUTES, 10)))
                .loader(FactoryBuilder.factoryOf(Customers.class))
                .readThrough(true)
                .build());
    // end::ehcache-now[]
    Customers.requireLoadedOnce(customers::get, 7);
    manager.close();
  }
}
