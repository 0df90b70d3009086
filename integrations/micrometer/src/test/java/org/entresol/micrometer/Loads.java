package org.entresol.micrometer;

import java.util.Map;
import javax.cache.integration.CacheLoader;

/** A loader that is asked for one key at a time. */
@FunctionalInterface
interface Loads extends CacheLoader<String, String> {
  @Override
  default Map<String, String> loadAll(Iterable<? extends String> keys) {
    throw new UnsupportedOperationException("nobody asks for many here");
  }
}
