package org.entresol.micrometer;

import java.util.Collection;
import javax.cache.Cache;
import javax.cache.integration.CacheWriter;
import javax.cache.integration.CacheWriterException;

/** A writer that takes all, or nothing. */
final class Forgetful implements CacheWriter<String, String> {
  private final boolean refuses;

  Forgetful() {
    this(false);
  }

  Forgetful(boolean refuses) {
    this.refuses = refuses;
  }

  private void take() {
    if (refuses) {
      throw new CacheWriterException("the source is full");
    }
  }

  @Override
  public void write(Cache.Entry<? extends String, ? extends String> entry) {
    take();
  }

  @Override
  public void writeAll(Collection<Cache.Entry<? extends String, ? extends String>> entries) {
    take();
    entries.clear();
  }

  @Override
  public void delete(Object key) {
    take();
  }

  @Override
  public void deleteAll(Collection<?> keys) {
    take();
    keys.clear();
  }
}
