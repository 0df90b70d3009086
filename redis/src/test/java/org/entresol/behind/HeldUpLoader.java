package org.entresol.behind;

import java.util.Map;
import javax.cache.integration.CacheLoader;
import org.entresol.jcache.Gate;
import org.jspecify.annotations.Nullable;

/**
 * A loader that is held up after it has read.
 *
 * @param loader reads
 * @param gate where it is held up
 */
record HeldUpLoader(CacheLoader<String, String> loader, Gate gate)
    implements CacheLoader<String, String> {

  @Override
  public @Nullable String load(String key) {
    String value = loader.load(key);
    gate.pass();
    return value;
  }

  @Override
  public Map<String, String> loadAll(Iterable<? extends String> keys) {
    Map<String, String> values = loader.loadAll(keys);
    gate.pass();
    return values;
  }
}
