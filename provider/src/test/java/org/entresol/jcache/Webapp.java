package org.entresol.jcache;

import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.spi.CachingProvider;

/** An application with its own classes, which makes a cache, uses it, and closes the provider. */
public final class Webapp implements Runnable {

  /** A value of the application's that has to be copied. */
  public static final class Basket implements Serializable {
    private static final long serialVersionUID = 1L;

    final Set<String> wares = new HashSet<>();
  }

  @Override
  public void run() {
    try (CachingProvider provider = Caching.getCachingProvider()) {
      CacheManager manager = provider.getCacheManager();
      useTexts(manager);
      useBaskets(manager);
    }
  }

  private static void useTexts(CacheManager manager) {
    CacheEntryCreatedListener<String, String> listener = events -> events.forEach(event -> {});
    Cache<String, String> texts =
        manager.createCache(
            "texts",
            new MutableConfiguration<String, String>()
                .setTypes(String.class, String.class)
                .setManagementEnabled(true)
                .setStatisticsEnabled(true)
                .addCacheEntryListenerConfiguration(TestCaches.asynchronous(listener)));
    texts.put("k", "v");
    require("v".equals(texts.get("k")));
  }

  private static void useBaskets(CacheManager manager) {
    Cache<Long, Object> baskets =
        manager.createCache(
            "baskets", new MutableConfiguration<Long, Object>().setTypes(Long.class, Object.class));
    Basket basket = new Basket();
    basket.wares.add("pear");
    baskets.put(1L, basket);
    baskets.put(2L, List.of(new AtomicInteger(7), basket));
    baskets.put(3L, new Basket[] {basket});
    require(((Basket) baskets.get(1L)).wares.contains("pear"));
    require(baskets.get(2L) != null);
    require(baskets.get(3L) != null);
  }

  private static void require(boolean condition) {
    if (!condition) {
      throw new AssertionError("the cache has not what was put");
    }
  }
}
