package org.entresol.jcache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import javax.cache.CacheManager;
import org.entresol.EntresolCache;
import org.entresol.EntresolConfiguration;
import org.entresol.PutOptions;
import org.entresol.Stack;
import org.entresol.tier.RecallFloors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tags in the heap. */
@Tag("unit")
class HeapTagsTest extends TagsContract {

  @RegisterExtension private final TestCaches caches = new TestCaches();

  @Override
  protected <K, V> EntresolConfiguration.Builder<K, V> types(Class<K> key, Class<V> value) {
    return EntresolConfiguration.builder(key, value).stack(Stack.HEAP);
  }

  @Test
  void invalidateTags_moreThanAreRemembered_leavesWhatHasNoneOfThem() {
    EntresolCache<Integer, String> cache =
        (EntresolCache<Integer, String>)
            caches
                .manager()
                .createCache("many", types(Integer.class, String.class).tagsExplicit(true).build());
    cache.put(1, "kept", PutOptions.tags("kept"));
    cache.put(2, "gone", PutOptions.tags("t7"));
    for (int i = 0; i < 3 * RecallFloors.MOST; i++) {
      cache.invalidateTags("t" + i);
    }
    assertThat(cache.get(1)).isEqualTo("kept");
    assertThat(cache.get(2)).isNull();
    cache.invalidateTags("kept");
    assertThat(cache.get(1)).isNull();
  }

  @Override
  protected CacheManager node(String name) {
    return caches.manager();
  }

  @Override
  protected void pass(Duration time) {
    caches.clock().advance(time);
  }
}
