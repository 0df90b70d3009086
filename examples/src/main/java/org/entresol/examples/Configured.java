package org.entresol.examples;

import java.net.URI;
import java.util.List;
import java.util.stream.StreamSupport;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.management.CacheStatisticsMXBean;
import org.jspecify.annotations.Nullable;

/**
 * Caches that a file describes: the URI of the manager names it ({@code classpath:shop.yaml}), and
 * the program only looks its caches up.
 */
public final class Configured {

  private static final URI SHOP = URI.create("classpath:shop.yaml");

  private Configured() {}

  /**
   * What the example came to.
   *
   * @param caches the names of the caches that the file describes
   * @param product what the loader that the file names had to say
   * @param unknown the same for a product that nobody sells
   */
  record Report(
      List<String> caches, Product product, @Nullable Product unknown, long hits, long misses) {

    @Override
    public String toString() {
      return """
             Caches of %s: %s
             A1 is %s
             Z9 is %s
             products: %d hit, %d misses"""
          .formatted(SHOP, String.join(", ", caches), product, unknown, hits, misses);
    }
  }

  /** Runs the example and prints what it came to. */
  public static void main(String[] args) {
    System.out.println(run());
  }

  /** Opens the manager of the file and reads a product twice, and one that does not exist. */
  static Report run() {
    ClassLoader loader = Configured.class.getClassLoader();
    try (CacheManager shop = Caching.getCachingProvider().getCacheManager(SHOP, loader)) {
      Cache<String, Product> products = shop.getCache("products", String.class, Product.class);
      products.get("A1");
      Product product = products.get("A1");
      Product unknown = products.get("Z9");

      CacheStatisticsMXBean statistics = JmxStatistics.of(products);
      return new Report(
          StreamSupport.stream(shop.getCacheNames().spliterator(), false).toList(),
          product,
          unknown,
          statistics.getCacheHits(),
          statistics.getCacheMisses());
    }
  }
}
