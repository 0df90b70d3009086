package org.entresol.examples;

import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import org.entresol.EntresolCache;
import org.entresol.EntresolConfiguration;
import org.entresol.PutOptions;

/** Entries that go together, since they depend on the same thing. */
public final class Tags {

  private Tags() {}

  /** Runs the example. */
  public static void main(String[] args) {
    CacheManager manager = Caching.getCachingProvider().getCacheManager();
    Cache<String, String> cache =
        manager.createCache(
            "pages",
            EntresolConfiguration.builder(String.class, String.class).tagsExplicit(true).build());
    cache.put("/", "welcome");
    invalidate(cache, "seven apples for Anna");
    cache.forEach(left -> System.out.println("still there: " + left.getKey()));
    manager.close();
  }

  static void invalidate(Cache<String, String> cache, String page) {
    // tag::tags[]
    EntresolCache<String, String> pages = (EntresolCache<String, String>) cache;
    pages.put("/orders/7", page, PutOptions.tags("customer:42", "order:7"));

    pages.invalidateTags("customer:42"); // all pages of that customer, on all nodes
    // end::tags[]
    // tag::expire-tags[]
    pages.expireTags("customer:42"); // old pages are given until the new ones are there
    // end::expire-tags[]
    // tag::patterns[]
    pages.invalidatePattern("/orders/*"); // all entries whose keys begin like that, on all nodes
    // end::patterns[]
  }
}
