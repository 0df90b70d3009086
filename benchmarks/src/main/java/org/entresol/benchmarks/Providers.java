package org.entresol.benchmarks;

import com.github.benmanes.caffeine.jcache.configuration.CaffeineConfiguration;
import com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider;
import com.hazelcast.cache.HazelcastCachingProvider;
import com.hazelcast.cache.HazelcastMemberCachingProvider;
import com.hazelcast.config.CacheConfig;
import com.hazelcast.config.Config;
import com.hazelcast.config.EvictionConfig;
import com.hazelcast.config.EvictionPolicy;
import com.hazelcast.config.MaxSizePolicy;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.OptionalLong;
import javax.cache.Caching;
import javax.cache.spi.CachingProvider;
import org.cache2k.Cache2kBuilder;
import org.cache2k.jcache.ExtendedMutableConfiguration;
import org.cache2k.jcache.JCacheConfig;
import org.cache2k.jcache.provider.JCacheProvider;
import org.ehcache.jsr107.EhcacheCachingProvider;
import org.entresol.jcache.EntresolCachingProvider;

/**
 * How each JCache provider is opened: as its manual says, with the common bound and otherwise its
 * own defaults.
 */
final class Providers {
  private Providers() {}

  /** Our own, bounded to 10,000 entries by default. */
  static <V> Subject<V> entresol(CacheShape<V> shape) {
    CachingProvider provider = Caching.getCachingProvider(EntresolCachingProvider.class.getName());
    return JCacheSubject.open(provider.getCacheManager(), shape.configuration());
  }

  /** Caffeine's adapter; by value it copies with Java serialization. */
  static <V> Subject<V> caffeine(CacheShape<V> shape) {
    CachingProvider provider = Caching.getCachingProvider(CaffeineCachingProvider.class.getName());
    CaffeineConfiguration<String, V> configuration =
        new CaffeineConfiguration<>(shape.configuration());
    configuration.setMaximumSize(OptionalLong.of(CacheShape.MAX_ENTRIES));
    return JCacheSubject.open(provider.getCacheManager(), configuration);
  }

  /**
   * The adapter of cache2k. A bound needs its native configuration, and with that it would ignore
   * by-value and late listeners unless told otherwise; it is told what holds without one.
   */
  static <V> Subject<V> cache2k(CacheShape<V> shape) {
    CachingProvider provider = Caching.getCachingProvider(JCacheProvider.class.getName());
    ExtendedMutableConfiguration<String, V> configuration =
        ExtendedMutableConfiguration.of(
            Cache2kBuilder.of(String.class, shape.valueType())
                .entryCapacity(CacheShape.MAX_ENTRIES)
                .sharpExpiry(true)
                .with(
                    JCacheConfig.class,
                    jcache ->
                        jcache.copyAlwaysIfRequested(true).supportOnlineListenerAttachment(true)));
    configuration
        .setTypes(String.class, shape.valueType())
        .setStoreByValue(shape.byValue())
        .setExpiryPolicyFactory(shape.expiry().policy());
    return JCacheSubject.open(provider.getCacheManager(), configuration);
  }

  /** Ehcache with one heap tier; the bound comes from a template, the rest from JCache. */
  static <V> Subject<V> ehcache(CacheShape<V> shape) {
    CachingProvider provider = Caching.getCachingProvider(EhcacheCachingProvider.class.getName());
    return JCacheSubject.open(
        provider.getCacheManager(resource("/ehcache.xml"), provider.getDefaultClassLoader()),
        shape.configuration());
  }

  /** A Hazelcast member without peers; it always stores bytes, so it is by value only. */
  static <V> Subject<V> hazelcast(CacheShape<V> shape) {
    CachingProvider provider =
        Caching.getCachingProvider(HazelcastMemberCachingProvider.class.getName());
    HazelcastInstance member = Hazelcast.newHazelcastInstance(loneMember());
    CacheConfig<String, V> configuration = new CacheConfig<>(shape.configuration());
    configuration.setEvictionConfig(
        new EvictionConfig()
            .setMaxSizePolicy(MaxSizePolicy.ENTRY_COUNT)
            .setSize(CacheShape.MAX_ENTRIES)
            .setEvictionPolicy(EvictionPolicy.LRU));
    return JCacheSubject.open(
        provider.getCacheManager(
            provider.getDefaultURI(),
            provider.getDefaultClassLoader(),
            HazelcastCachingProvider.propertiesByInstanceItself(member)),
        configuration);
  }

  private static Config loneMember() {
    Config config = new Config();
    config.setProperty("hazelcast.phone.home.enabled", "false");
    config.setProperty("hazelcast.logging.type", "none");
    config.setProperty("hazelcast.socket.bind.any", "false");
    config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
    config.getNetworkConfig().getJoin().getAutoDetectionConfig().setEnabled(false);
    config.getNetworkConfig().getJoin().getMulticastConfig().setEnabled(false);
    return config;
  }

  private static URI resource(String path) {
    try {
      return Providers.class.getResource(path).toURI();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("The resource " + path + " has no URI", e);
    }
  }
}
