package org.entresol.jcache;

import javax.cache.CacheManager;
import org.entresol.EntresolConfiguration;
import org.entresol.Stack;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tags in Redis, with copies in the heap. */
@Tag("server")
class NearRedisTagsTest extends TagsContract {

  @RegisterExtension private final RedisNodes nodes = new RedisNodes();

  @Override
  protected <K, V> EntresolConfiguration.Builder<K, V> types(Class<K> key, Class<V> value) {
    return EntresolConfiguration.builder(key, value).stack(Stack.HEAP_REDIS);
  }

  @Override
  protected CacheManager node(String name) {
    return nodes.node(name);
  }
}
