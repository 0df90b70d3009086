package org.entresol.spring;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.annotation.CacheDefaults;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CacheResult;

/** A bean whose methods always throw what they are given, and whose exceptions are cached. */
@CacheDefaults(cacheName = SpringCaching.BOOKS)
class Archive {

  private final AtomicInteger calls = new AtomicInteger();

  /** An exception of the application's, with a field of its own. */
  static final class LostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String shelf;

    LostException(String title, String shelf) {
      super(title + " is lost");
      this.shelf = shelf;
    }

    String shelf() {
      return shelf;
    }
  }

  /** How often a method was really called. */
  public int calls() {
    return calls.get();
  }

  @CacheResult(exceptionCacheName = SpringCaching.FAILURES)
  public String find(@CacheKey String title, Exception failure) throws Exception {
    throw called(failure);
  }

  @CacheResult(
      exceptionCacheName = SpringCaching.FAILURES,
      cachedExceptions = {LostException.class, FileNotFoundException.class})
  public String findCachingSome(@CacheKey String title, Exception failure) throws Exception {
    throw called(failure);
  }

  @CacheResult(exceptionCacheName = SpringCaching.FAILURES, nonCachedExceptions = IOException.class)
  public String findCachingMost(@CacheKey String title, Exception failure) throws Exception {
    throw called(failure);
  }

  @CacheResult
  public String findCachingNone(@CacheKey String title, Exception failure) throws Exception {
    throw called(failure);
  }

  private Exception called(Exception failure) {
    calls.incrementAndGet();
    return failure;
  }
}
