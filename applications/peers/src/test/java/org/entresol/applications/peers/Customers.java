package org.entresol.applications.peers;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.integration.CacheLoader;

/** The customers of a database that is not there: their names are made of their numbers. */
public final class Customers implements CacheLoader<Long, String> {

  private static final AtomicInteger QUERIES = new AtomicInteger();

  /** How often any of them was asked. */
  static int queries() {
    return QUERIES.get();
  }

  static String name(Long number) {
    QUERIES.incrementAndGet();
    return "customer " + number;
  }

  @Override
  public String load(Long number) {
    return name(number);
  }

  @Override
  public Map<Long, String> loadAll(Iterable<? extends Long> numbers) {
    Map<Long, String> names = new HashMap<>();
    numbers.forEach(number -> names.put(number, load(number)));
    return names;
  }
}
