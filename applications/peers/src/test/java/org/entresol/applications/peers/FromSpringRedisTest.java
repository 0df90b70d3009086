package org.entresol.applications.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import org.entresol.testing.RedisServers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.data.redis.cache.RedisCacheConfiguration;
import org.springframework.data.redis.cache.RedisCacheManager;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.jedis.JedisConnectionFactory;

/**
 * From the cache manager of Spring Data Redis; what comes in its place is said by the file of the
 * application alone.
 */
@Tag("server")
class FromSpringRedisTest {

  @Test
  void before_put_isThere() {
    JedisConnectionFactory connections =
        new JedisConnectionFactory(
            new RedisStandaloneConfiguration("127.0.0.1", RedisServers.shared().port()));
    connections.afterPropertiesSet();
    connections.start();
    // tag::from-spring[]
    CacheManager manager =
        RedisCacheManager.builder(connections)
            .cacheDefaults(
                RedisCacheConfiguration.defaultCacheConfig()
                    .entryTtl(Duration.ofMinutes(10))
                    .prefixCacheNameWith("shop:"))
            .build();
    // end::from-spring[]
    ((RedisCacheManager) manager).afterPropertiesSet();
    Cache prices = manager.getCache("prices-" + UUID.randomUUID());
    assertThat(prices).isNotNull();
    prices.put("apples", 3);
    assertThat(prices.get("apples", Integer.class)).isEqualTo(3);
    prices.clear();
    connections.destroy();
  }
}
