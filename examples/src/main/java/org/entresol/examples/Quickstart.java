package org.entresol.examples;

import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import org.entresol.EntresolConfiguration;
import org.entresol.HeapBound;

/** The first steps: a cache in the memory of this JVM, with no server and no file. */
public final class Quickstart {

  private Quickstart() {}

  /** Runs the example. */
  public static void main(String[] args) {
    run();
  }

  /**
   * Counts apples in a cache. The README quotes what stands between the two tags.
   *
   * @return how many are left in the end
   */
  static int run() {
    // tag::quickstart[]
    CacheManager manager = Caching.getCachingProvider().getCacheManager();
    Cache<String, Integer> stock =
        manager.createCache(
            "stock",
            EntresolConfiguration.builder(String.class, Integer.class)
                .expiry(CreatedExpiryPolicy.factoryOf(Duration.TEN_MINUTES))
                .heap(HeapBound.entries(1_000))
                .build());

    stock.put("apples", 5);
    stock.putIfAbsent("apples", 100); // there are some already: nothing changes

    // Read, change and write back in one step: no other thread comes in between.
    int left =
        stock.invoke(
            "apples",
            (entry, arguments) -> {
              entry.setValue(entry.getValue() - 1);
              return entry.getValue();
            });

    System.out.println(left + " apples left"); // 4 apples left
    manager.close();
    // end::quickstart[]
    return left;
  }
}
