package org.entresol.spring.boot;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.cache.processor.EntryProcessorException;
import javax.cache.processor.MutableEntry;
import org.entresol.EntresolCache;
import org.entresol.PutOptions;
import org.entresol.config.ConfigurationException;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.support.AbstractValueAdaptingCache;

/**
 * One cache as Spring's abstraction sees it, with what Spring's own adapter for JCache lacks: the
 * reading of values that come later, and a clearing that takes as long for a million entries as for
 * one. Thread-safe.
 */
final class SpringCache extends AbstractValueAdaptingCache {
  private final EntresolCache<Object, Object> cache;
  private final Executor waiting;
  private final @Nullable Tagging tagging;

  /**
   * Creates the view of a cache, in which nulls are values.
   *
   * @param waiting runs what may wait for Redis
   */
  SpringCache(EntresolCache<Object, Object> cache, Executor waiting) {
    this(cache, waiting, null);
  }

  private SpringCache(
      EntresolCache<Object, Object> cache, Executor waiting, @Nullable Tagging tagging) {
    super(true);
    this.cache = cache;
    this.waiting = waiting;
    this.tagging = tagging;
  }

  /**
   * The tags of what one call stores.
   *
   * @param place who says them, for messages
   * @param tags the tags of a value
   */
  record Tagging(String place, Function<@Nullable Object, Set<String>> tags) {}

  /** The same cache for one call, whose puts have tags. */
  SpringCache tagging(Tagging said) {
    return new SpringCache(cache, waiting, said);
  }

  /** What is stored while its key is locked cannot have tags. */
  private void requireUntagged() {
    if (tagging != null) {
      throw new ConfigurationException(
          tagging.place() + ": sync is not allowed beside it; allowed: @Cacheable without sync");
    }
  }

  @Override
  public String getName() {
    return cache.getName();
  }

  @Override
  public EntresolCache<Object, Object> getNativeCache() {
    return cache;
  }

  @Override
  protected @Nullable Object lookup(Object key) {
    return cache.get(key);
  }

  /**
   * {@inheritDoc}
   *
   * <p>The loader is alone with its key, among all nodes where they share the cache.
   */
  @Override
  public <T> @Nullable T get(Object key, Callable<T> valueLoader) {
    ValueWrapper there = get(key);
    if (there != null) {
      return cast(there.get());
    }
    requireUntagged();
    try {
      return cast(
          fromStoreValue(cache.invoke(key, (entry, arguments) -> loaded(entry, valueLoader))));
    } catch (EntryProcessorException e) {
      throw new ValueRetrievalException(key, valueLoader, e.getCause() == null ? e : e.getCause());
    }
  }

  private Object loaded(MutableEntry<Object, Object> entry, Callable<?> valueLoader) {
    if (entry.exists()) {
      return entry.getValue();
    }
    try {
      Object value = toStoreValue(valueLoader.call());
      entry.setValue(value);
      return value;
    } catch (Exception e) {
      throw new EntryProcessorException(e);
    }
  }

  @Override
  public void put(Object key, @Nullable Object value) {
    Set<String> tags = tagging == null ? Set.of() : tagging.tags().apply(value);
    if (tags.isEmpty()) {
      cache.put(key, toStoreValue(value));
    } else {
      cache.put(key, toStoreValue(value), PutOptions.tags(tags));
    }
  }

  @Override
  public @Nullable ValueWrapper putIfAbsent(Object key, @Nullable Object value) {
    Object stored = toStoreValue(value);
    return toValueWrapper(
        cache.<@Nullable Object>invoke(
            key,
            (entry, arguments) -> {
              Object there = entry.exists() ? entry.getValue() : null;
              if (there == null) {
                entry.setValue(stored);
              }
              return there;
            }));
  }

  @Override
  public void evict(Object key) {
    cache.remove(key);
  }

  @Override
  public boolean evictIfPresent(Object key) {
    return cache.remove(key);
  }

  @Override
  public void clear() {
    cache.clear();
  }

  @Override
  public boolean invalidate() {
    boolean some = cache.iterator().hasNext();
    cache.clear();
    return some;
  }

  /**
   * {@inheritDoc}
   *
   * <p>A remembered null is an empty wrapper, so that it is no miss.
   */
  @Override
  public CompletableFuture<?> retrieve(Object key) {
    return CompletableFuture.supplyAsync(() -> get(key), waiting);
  }

  /**
   * {@inheritDoc}
   *
   * <p>Who asks for a key that is absent loads for itself: the key is not locked meanwhile, as the
   * value may come from another thread. What another one has stored meanwhile is given, and not
   * replaced.
   */
  @Override
  public <T> CompletableFuture<T> retrieve(Object key, Supplier<CompletableFuture<T>> valueLoader) {
    return CompletableFuture.supplyAsync(() -> Optional.ofNullable(get(key)), waiting)
        .thenCompose(
            there ->
                there.isPresent()
                    ? CompletableFuture.completedFuture(cast(there.get().get()))
                    : valueLoader.get().thenApplyAsync(value -> stored(key, value), waiting));
  }

  private <T> T stored(Object key, T value) {
    requireUntagged();
    ValueWrapper quicker = putIfAbsent(key, value);
    return quicker == null ? value : cast(quicker.get());
  }

  /**
   * As everywhere in Spring's abstraction, the caller says the type, and takes null for a value.
   */
  @SuppressWarnings({"unchecked", "NullAway", "TypeParameterUnusedInFormals"})
  private static <T> T cast(@Nullable Object value) {
    return (T) value;
  }
}
