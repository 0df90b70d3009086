package org.entresol.applications.peers;

import com.github.benmanes.caffeine.jcache.configuration.CaffeineConfiguration;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import org.entresol.EntresolConfiguration;
import org.entresol.HeapBound;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** From Caffeine's own adapter for JCache. */
@Tag("unit")
class FromCaffeineTest {

  @Test
  void before_missing_isLoadedOnce() {
    // tag::from-caffeine[]
    CacheManager manager =
        Caching.getCachingProvider(
                "com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider")
            .getCacheManager();
    CaffeineConfiguration<Long, String> configuration = new CaffeineConfiguration<>();
    configuration
        .setTypes(Long.class, String.class)
        .setStoreByValue(false)
        .setExpiryPolicyFactory(CreatedExpiryPolicy.factoryOf(new Duration(TimeUnit.MINUTES, 10)))
        .setCacheLoaderFactory(FactoryBuilder.factoryOf(Customers.class))
        .setReadThrough(true);
    configuration.setMaximumSize(OptionalLong.of(1_000));
    configuration.setRefreshAfterWrite(OptionalLong.of(TimeUnit.MINUTES.toNanos(8)));
    Cache<Long, String> customers = manager.createCache("customers", configuration);
    // end::from-caffeine[]
    Customers.requireLoadedOnce(customers::get, 8);
    manager.close();
  }

  @Test
  void after_missing_isLoadedOnce() {
    // tag::caffeine-now[]
    CacheManager manager =
        Caching.getCachingProvider("org.entresol.jcache.EntresolCachingProvider").getCacheManager();
    Cache<Long, String> customers =
        manager.createCache(
            "customers",
            EntresolConfiguration.builder(Long.class, String.class)
                .storeByValue(false)
                .heap(HeapBound.entries(1_000))
                .expiry(CreatedExpiryPolicy.factoryOf(new Duration(TimeUnit.MINUTES, 10)))
                .loader(FactoryBuilder.factoryOf(Customers.class))
                .readThrough(true)
                .load(load -> load.refreshAfter(0.8))
                .build());
    // end::caffeine-now[]
    Customers.requireLoadedOnce(customers::get, 8);
    manager.close();
  }
}
