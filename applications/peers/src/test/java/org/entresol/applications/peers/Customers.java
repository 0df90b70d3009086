package org.entresol.applications.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.cache.integration.CacheLoader;

/** The customers of a database that is not there: their names are made of their numbers. */
public final class Customers implements CacheLoader<Long, String> {

  private static final AtomicInteger QUERIES = new AtomicInteger();

  /** Sees that a cache asks for a customer once, however often that one is read. */
  static void requireLoadedOnce(Function<Long, String> cache, long number) {
    int before = QUERIES.get();
    assertThat(cache.apply(number)).isEqualTo("customer " + number);
    assertThat(cache.apply(number)).isEqualTo("customer " + number);
    assertThat(QUERIES.get() - before).isEqualTo(1);
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
