package org.entresol.examples;

import static java.util.stream.Collectors.toMap;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.StreamSupport;
import javax.cache.Cache;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import org.jspecify.annotations.Nullable;

/** A pretended database table of visits by page, where a statement takes 20 ms. Thread-safe. */
final class VisitTable implements CacheLoader<String, Long>, CacheWriter<String, Long> {

  private static final long STATEMENT_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final Map<String, Long> rows = new ConcurrentHashMap<>();
  private final AtomicInteger statements = new AtomicInteger();
  private final AtomicInteger written = new AtomicInteger();

  /** How many statements wrote to the table. */
  int statements() {
    return statements.get();
  }

  /** How many rows these statements wrote, together. */
  int written() {
    return written.get();
  }

  /** The visits of all pages. */
  long sum() {
    return rows.values().stream().mapToLong(Long::longValue).sum();
  }

  @Override
  public @Nullable Long load(String page) {
    LockSupport.parkNanos(STATEMENT_NANOS);
    return rows.get(page);
  }

  @Override
  public Map<String, Long> loadAll(Iterable<? extends String> pages) {
    LockSupport.parkNanos(STATEMENT_NANOS);
    return StreamSupport.stream(pages.spliterator(), false)
        .filter(rows::containsKey)
        .collect(toMap(page -> page, rows::get));
  }

  @Override
  public void write(Cache.Entry<? extends String, ? extends Long> entry) {
    writeAll(List.of(entry));
  }

  /** One statement for many rows: it is all or nothing, so nothing has to be taken out. */
  @Override
  public void writeAll(Collection<Cache.Entry<? extends String, ? extends Long>> entries) {
    execute(entries.size());
    entries.forEach(entry -> rows.put(entry.getKey(), entry.getValue()));
  }

  @Override
  public void delete(Object page) {
    deleteAll(List.of(page));
  }

  @Override
  public void deleteAll(Collection<?> pages) {
    execute(pages.size());
    rows.keySet().removeAll(pages);
  }

  private void execute(int count) {
    statements.incrementAndGet();
    written.addAndGet(count);
    LockSupport.parkNanos(STATEMENT_NANOS);
  }
}
