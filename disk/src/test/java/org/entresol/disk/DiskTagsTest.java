package org.entresol.disk;

import java.nio.file.Path;
import java.util.Properties;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.spi.CachingProvider;
import org.entresol.EntresolConfiguration;
import org.entresol.Stack;
import org.entresol.jcache.TagsContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** Tags on disk, with nothing nearer. */
@Tag("unit")
class DiskTagsTest extends TagsContract {

  @TempDir private Path folder = Path.of("");
  private final CachingProvider provider = Caching.getCachingProvider();

  @AfterEach
  void close() {
    provider.close();
  }

  @Override
  protected <K, V> EntresolConfiguration.Builder<K, V> types(Class<K> key, Class<V> value) {
    return EntresolConfiguration.builder(key, value).stack(stack());
  }

  Stack stack() {
    return Stack.DISK;
  }

  @Override
  protected CacheManager node(String name) {
    Properties properties = new Properties();
    properties.setProperty("entresol.disk.path", folder.toString());
    return provider.getCacheManager(null, null, properties);
  }
}
