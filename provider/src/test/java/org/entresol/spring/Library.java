package org.entresol.spring;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.annotation.CacheDefaults;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheRemoveAll;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.CacheValue;
import org.jspecify.annotations.Nullable;

/**
 * A bean with one method for each thing the JSR-107 annotations can say. The methods that write
 * tell what the cache held while they ran.
 */
@CacheDefaults(cacheName = SpringCaching.BOOKS)
class Library {

  private final Cache<Object, Object> books;
  private final AtomicInteger calls = new AtomicInteger();

  Library(CacheManager caches) {
    books = requireNonNull(caches.getCache(SpringCaching.BOOKS));
  }

  /** How often a method that reads was really called. */
  public int calls() {
    return calls.get();
  }

  @CacheResult
  public List<String> chapters(String title) {
    return called(title);
  }

  @CacheResult
  public List<String> chapters(String title, int edition) {
    return called(title + edition);
  }

  @CacheResult
  public List<String> allChapters() {
    return called("all");
  }

  @CacheResult
  public List<String> chaptersFor(String reader, @CacheKey String title) {
    return called(title + " for " + reader);
  }

  @CacheResult(cacheKeyGenerator = ShelfKeys.class)
  public List<String> chaptersOnShelf(String title) {
    return called(title);
  }

  @CacheResult(skipGet = true)
  public List<String> reread(String title) {
    return called(title);
  }

  @CacheResult
  public @Nullable String owner(String title) {
    calls.incrementAndGet();
    return null;
  }

  private List<String> called(String what) {
    return new ArrayList<>(List.of(what + ", call " + calls.incrementAndGet()));
  }

  @CachePut
  public boolean putAfter(String title, @CacheValue String text) {
    return isCached(title);
  }

  @CachePut(afterInvocation = false)
  public boolean putBefore(String title, @CacheValue String text) {
    return isCached(title);
  }

  @CachePut(cacheFor = IllegalStateException.class, noCacheFor = IllegalArgumentException.class)
  public void putAfterFailing(
      @CacheKey String title, @CacheValue String text, RuntimeException failure) {
    throw failure;
  }

  @CachePut(afterInvocation = false)
  public void putBeforeFailing(@CacheKey String title, @CacheValue String text) {
    throw new IllegalStateException(title);
  }

  @CacheRemove
  public boolean removeAfter(String title) {
    return isCached(title);
  }

  @CacheRemove(afterInvocation = false)
  public boolean removeBefore(String title) {
    return isCached(title);
  }

  @CacheRemove(evictFor = IllegalStateException.class, noEvictFor = IllegalArgumentException.class)
  public void removeAfterFailing(@CacheKey String title, RuntimeException failure) {
    throw failure;
  }

  @CacheRemoveAll
  public boolean removeAllAfter(String title) {
    return isCached(title);
  }

  @CacheRemoveAll(afterInvocation = false)
  public boolean removeAllBefore(String title) {
    return isCached(title);
  }

  @CacheRemoveAll(
      evictFor = IllegalStateException.class,
      noEvictFor = IllegalArgumentException.class)
  public void removeAllAfterFailing(RuntimeException failure) {
    throw failure;
  }

  private boolean isCached(String title) {
    return books.containsKey(title);
  }
}
