package org.entresol.examples;

import static org.assertj.core.api.Assertions.assertThat;

import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import org.entresol.EntresolConfiguration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class TagsTest {

  @Test
  void invalidate_pageOfACustomer_dropsThatAlone() {
    try (CacheManager manager = Caching.getCachingProvider().getCacheManager()) {
      Cache<String, String> cache =
          manager.createCache(
              "pages",
              EntresolConfiguration.builder(String.class, String.class).tagsExplicit(true).build());
      cache.put("/", "welcome");

      Tags.invalidate(cache, "seven apples");

      assertThat(cache).extracting(Cache.Entry::getKey).containsExactly("/");
    }
  }
}
