package org.entresol.applications.peers;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.cache.HazelcastCachingProvider;
import com.hazelcast.config.CacheConfig;
import com.hazelcast.config.Config;
import com.hazelcast.config.EvictionConfig;
import com.hazelcast.config.EvictionPolicy;
import com.hazelcast.config.MaxSizePolicy;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import java.net.URI;
import java.util.Properties;
import java.util.UUID;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.spi.CachingProvider;
import org.entresol.EntresolConfiguration;
import org.entresol.HeapBound;
import org.entresol.testing.RedisServers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** From a Hazelcast member that keeps part of the cache. */
@Tag("server")
class FromHazelcastTest {

  @Test
  void before_counter_isChangedWhereItLies() {
    Config config = alone();
    // tag::from-hazelcast[]
    HazelcastInstance member = Hazelcast.newHazelcastInstance(config);
    CachingProvider provider =
        Caching.getCachingProvider("com.hazelcast.cache.HazelcastMemberCachingProvider");
    CacheManager manager =
        provider.getCacheManager(
            provider.getDefaultURI(),
            provider.getDefaultClassLoader(),
            HazelcastCachingProvider.propertiesByInstanceItself(member));
    CacheConfig<String, Integer> configuration = new CacheConfig<>("visits");
    configuration
        .setBackupCount(1)
        .setEvictionConfig(
            new EvictionConfig()
                .setMaxSizePolicy(MaxSizePolicy.ENTRY_COUNT)
                .setSize(1_000)
                .setEvictionPolicy(EvictionPolicy.LRU))
        .setTypes(String.class, Integer.class);
    Cache<String, Integer> visits = manager.createCache("visits", configuration);
    // end::from-hazelcast[]
    count(visits);
    manager.close();
    member.shutdown();
  }

  @Test
  void after_counter_isChangedWhereItIsCalled() {
    URI redis = URI.create(RedisServers.shared().address());
    // tag::hazelcast-now[]
    CachingProvider provider =
        Caching.getCachingProvider("org.entresol.jcache.EntresolCachingProvider");
    Properties properties = new Properties();
    properties.setProperty("entresol.namespace", "shop");
    CacheManager manager =
        provider.getCacheManager(redis, provider.getDefaultClassLoader(), properties);
    Cache<String, Integer> visits =
        manager.createCache(
            "visits",
            EntresolConfiguration.builder(String.class, Integer.class)
                .heap(HeapBound.entries(1_000)) // near; the rest is in Redis
                .build());
    // end::hazelcast-now[]
    count(visits);
    manager.destroyCache("visits");
    manager.close();
  }

  private static void count(Cache<String, Integer> visits) {
    String page = UUID.randomUUID().toString();
    visits.put(page, 1);
    int counted =
        visits.invoke(
            page,
            (entry, arguments) -> {
              entry.setValue(entry.getValue() + 1);
              return entry.getValue();
            });
    assertThat(counted).isEqualTo(2);
    assertThat(visits.get(page)).isEqualTo(2);
  }

  private static Config alone() {
    Config config = new Config();
    config.setProperty("hazelcast.phone.home.enabled", "false");
    config.setProperty("hazelcast.logging.type", "none");
    config.setProperty("hazelcast.socket.bind.any", "false");
    config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
    config.getNetworkConfig().getJoin().getAutoDetectionConfig().setEnabled(false);
    config.getNetworkConfig().getJoin().getMulticastConfig().setEnabled(false);
    return config;
  }
}
