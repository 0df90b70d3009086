package org.entresol.jcache;

import javax.cache.CacheManager;
import org.entresol.EntresolConfiguration;
import org.entresol.Stack;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tags in the heap. */
@Tag("unit")
class HeapTagsTest extends TagsContract {

  @RegisterExtension private final TestCaches caches = new TestCaches();

  @Override
  protected <K, V> EntresolConfiguration.Builder<K, V> types(Class<K> key, Class<V> value) {
    return EntresolConfiguration.builder(key, value).stack(Stack.HEAP);
  }

  @Override
  protected CacheManager node(String name) {
    return caches.manager();
  }
}
