package org.entresol.console;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.cache.Cache;
import javax.cache.integration.CacheWriter;
import javax.cache.integration.CacheWriterException;
import org.entresol.EntresolConfiguration;
import org.entresol.WriteMode;

/** A source of record that takes nothing as long as it is told so. Thread-safe. */
final class Source implements CacheWriter<String, String> {

  private final Map<String, String> rows = new ConcurrentHashMap<>();
  private volatile boolean refuses;

  /** What it has taken. */
  Map<String, String> rows() {
    return rows;
  }

  /** Lets it take nothing from now on, or everything. */
  void refuse(boolean now) {
    refuses = now;
  }

  /** A cache of texts whose writes reach it later, and are given up after one try. */
  EntresolConfiguration<String, String> behind(Duration delay) {
    return Fleet.near(String.class, String.class)
        .writer(() -> this)
        .writeThrough(true)
        .write(to -> to.mode(WriteMode.BEHIND).delay(delay).tries(1))
        .build();
  }

  @Override
  public void write(Cache.Entry<? extends String, ? extends String> entry) {
    if (refuses) {
      throw new CacheWriterException("the disk is full\u001b[2J");
    }
    rows.put(entry.getKey(), entry.getValue());
  }

  @Override
  public void writeAll(Collection<Cache.Entry<? extends String, ? extends String>> entries) {
    entries.forEach(this::write);
    entries.clear();
  }

  @Override
  public void delete(Object key) {
    rows.remove(key.toString());
  }

  @Override
  public void deleteAll(Collection<?> keys) {
    keys.forEach(this::delete);
    keys.clear();
  }
}
