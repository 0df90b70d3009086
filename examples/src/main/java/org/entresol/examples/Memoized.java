package org.entresol.examples;

import static java.util.stream.Collectors.toMap;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheLoaderException;
import org.entresol.EntresolConfiguration;

/**
 * A function that remembers its results: the function it stands for is the loader of a cache.
 *
 * <p>While one thread computes a result, others that want the same wait for it. What the function
 * throws is thrown on and not remembered, and neither is a result of null. Thread-safe.
 *
 * @param <K> the type of arguments
 * @param <V> the type of results
 */
public final class Memoized<K, V> implements Function<K, V> {

  private final Cache<K, V> results;

  /**
   * Creates the cache for the results of a function.
   *
   * @param settings how long and how many results are remembered
   */
  public Memoized(
      CacheManager manager,
      String name,
      EntresolConfiguration<K, V> settings,
      Function<? super K, ? extends V> function) {
    CacheLoader<K, V> loader = new Calling<>(function);
    results =
        manager.createCache(
            name, settings.toBuilder().readThrough(true).loader(() -> loader).build());
  }

  /** The remembered results, to look at, to count, and to forget. */
  public Cache<K, V> results() {
    return results;
  }

  @Override
  public V apply(K argument) {
    try {
      return results.get(argument);
    } catch (CacheLoaderException e) {
      throw thrownByFunction(e);
    }
  }

  private static RuntimeException thrownByFunction(CacheLoaderException failure) {
    Throwable cause = failure;
    while (cause instanceof CacheLoaderException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause instanceof RuntimeException thrown ? thrown : failure;
  }

  private record Calling<K, V>(Function<? super K, ? extends V> function)
      implements CacheLoader<K, V> {

    @Override
    public V load(K argument) {
      return function.apply(argument);
    }

    @Override
    public Map<K, V> loadAll(Iterable<? extends K> arguments) {
      return StreamSupport.stream(arguments.spliterator(), false)
          .collect(toMap(k -> k, this::load));
    }
  }
}
