package org.entresol.applications.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import org.entresol.testing.RedisServers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;
import org.redisson.jcache.JCachingProvider;
import org.redisson.jcache.configuration.RedissonConfiguration;

/** From the JCache provider of Redisson. */
@Tag("server")
class FromRedissonTest {

  private final String address = RedisServers.shared().address();
  private final String name = "prices-" + UUID.randomUUID();

  @Test
  void before_replaced_isGivenWithWhatWasThere() {
    Config config = new Config();
    config.useSingleServer().setAddress(address).setConnectionMinimumIdleSize(1);
    // tag::from-redisson[]
    RedissonClient client = Redisson.create(config);
    MutableConfiguration<String, Integer> jcache =
        new MutableConfiguration<String, Integer>()
            .setTypes(String.class, Integer.class)
            .setExpiryPolicyFactory(
                CreatedExpiryPolicy.factoryOf(new Duration(TimeUnit.MINUTES, 10)));
    Configuration<String, Integer> configuration =
        RedissonConfiguration.fromInstance(client, jcache);
    CacheManager manager = new JCachingProvider().getCacheManager();
    Cache<String, Integer> prices = manager.createCache(name, configuration);
    // end::from-redisson[]
    replace(prices);
    manager.destroyCache(name);
    manager.close();
    client.shutdown();
  }

  @Test
  void after_replaced_isGivenWithWhatWasThere() {
    java.net.URI redis = java.net.URI.create(address);
    // tag::redisson-now[]
    MutableConfiguration<String, Integer> configuration =
        new MutableConfiguration<String, Integer>()
            .setTypes(String.class, Integer.class)
            .setExpiryPolicyFactory(
                CreatedExpiryPolicy.factoryOf(new Duration(TimeUnit.MINUTES, 10)));
    CacheManager manager =
        Caching.getCachingProvider("org.entresol.jcache.EntresolCachingProvider")
            .getCacheManager(redis, null);
    Cache<String, Integer> prices = manager.createCache(name, configuration);
    RedissonClient client = manager.unwrap(RedissonClient.class); // for all that is no cache
    // end::redisson-now[]
    replace(prices);
    assertThat(client.getKeys().count()).isPositive();
    manager.destroyCache(name);
    manager.close();
  }

  private static void replace(Cache<String, Integer> prices) {
    prices.put("apples", 3);
    assertThat(prices.getAndReplace("apples", 4)).isEqualTo(3);
    assertThat(prices.get("apples")).isEqualTo(4);
  }
}
