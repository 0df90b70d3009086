package org.entresol.examples;

import static java.util.stream.Collectors.toMap;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.StreamSupport;
import javax.cache.integration.CacheLoader;

/** A pretended database of customers' names, where a query takes 20 ms. Thread-safe. */
final class CustomerDatabase implements CacheLoader<Integer, String> {

  private static final long QUERY_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final AtomicInteger queries = new AtomicInteger();

  /** How many queries there were. */
  int queries() {
    return queries.get();
  }

  @Override
  public String load(Integer number) {
    query();
    return name(number);
  }

  /** Called for many keys at once, by {@code getAll} and {@code loadAll}: one query is enough. */
  @Override
  public Map<Integer, String> loadAll(Iterable<? extends Integer> numbers) {
    query();
    return StreamSupport.stream(numbers.spliterator(), false)
        .collect(toMap(number -> number, CustomerDatabase::name));
  }

  private void query() {
    queries.incrementAndGet();
    LockSupport.parkNanos(QUERY_NANOS);
  }

  private static String name(Integer number) {
    return "Customer " + number;
  }
}
