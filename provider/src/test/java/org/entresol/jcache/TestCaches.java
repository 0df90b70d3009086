package org.entresol.jcache;

import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.CacheEntryListener;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import javax.cache.spi.CachingProvider;
import org.entresol.time.FakeClock;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A provider of one test's own, whose clock the test moves; closed when the test is over. */
public final class TestCaches implements AfterEachCallback {
  private final FakeClock clock = new FakeClock();
  private final CachingProvider provider = new EntresolCachingProvider(clock);

  /** The clock that all caches of this test live by. */
  public FakeClock clock() {
    return clock;
  }

  /** The provider of this test. */
  public CachingProvider provider() {
    return provider;
  }

  /** The provider's default manager. */
  public CacheManager manager() {
    return provider.getCacheManager();
  }

  /** A new cache of the default manager. */
  public <K, V> Cache<K, V> open(String name, MutableConfiguration<K, V> configuration) {
    return manager().createCache(name, configuration);
  }

  /** A new cache, called "test", of the default manager. */
  public <K, V> Cache<K, V> open(MutableConfiguration<K, V> configuration) {
    return open("test", configuration);
  }

  /** The cache that is called "test". */
  public <K, V> Cache<K, V> cache() {
    return manager().getCache("test");
  }

  /** Everything that a cache is configured to be. */
  @SuppressWarnings("unchecked") // a class literal cannot name type arguments
  public static <K, V> CompleteConfiguration<K, V> configurationOf(Cache<K, V> cache) {
    return cache.getConfiguration(CompleteConfiguration.class);
  }

  /** A configuration of texts by texts that says nothing more. */
  public static MutableConfiguration<String, String> texts() {
    return new MutableConfiguration<String, String>().setTypes(String.class, String.class);
  }

  /** A configuration of whole numbers by texts that says nothing more. */
  public static MutableConfiguration<String, Integer> numbers() {
    return new MutableConfiguration<String, Integer>().setTypes(String.class, Integer.class);
  }

  /** Adds reading through a loader to a configuration. */
  public static <K, V> MutableConfiguration<K, V> loading(
      MutableConfiguration<K, V> configuration, CacheLoader<K, V> loader) {
    return configuration.setReadThrough(true).setCacheLoaderFactory(() -> loader);
  }

  /** Adds writing through a writer to a configuration. */
  public static <K, V> MutableConfiguration<K, V> writing(
      MutableConfiguration<K, V> configuration, CacheWriter<K, V> writer) {
    return configuration.setWriteThrough(true).setCacheWriterFactory(() -> writer);
  }

  /** Adds an expiry policy to a configuration. */
  public static <K, V> MutableConfiguration<K, V> expiring(
      MutableConfiguration<K, V> configuration, ExpiryPolicy policy) {
    return configuration.setExpiryPolicyFactory(() -> policy);
  }

  /** Adds a synchronous listener that wants old values to a configuration. */
  public static <K, V> MutableConfiguration<K, V> listening(
      MutableConfiguration<K, V> configuration, CacheEntryListener<K, V> listener) {
    return configuration.addCacheEntryListenerConfiguration(synchronous(listener));
  }

  /** The registration of a synchronous listener that wants old values. */
  public static <K, V> MutableCacheEntryListenerConfiguration<K, V> synchronous(
      CacheEntryListener<K, V> listener) {
    return new MutableCacheEntryListenerConfiguration<>(() -> listener, null, true, true);
  }

  /** The registration of an asynchronous listener that wants old values. */
  public static <K, V> MutableCacheEntryListenerConfiguration<K, V> asynchronous(
      CacheEntryListener<K, V> listener) {
    return new MutableCacheEntryListenerConfiguration<>(() -> listener, null, true, false);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    provider.close();
  }
}
