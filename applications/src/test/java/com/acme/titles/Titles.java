package com.acme.titles;

import io.micronaut.cache.annotation.CacheConfig;
import io.micronaut.cache.annotation.CacheInvalidate;
import io.micronaut.cache.annotation.CachePut;
import io.micronaut.cache.annotation.Cacheable;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicInteger;

/** Titles of books, which take long to find. Thread-safe. */
@Singleton
@CacheConfig("titles")
public class Titles {
  private final AtomicInteger found = new AtomicInteger();

  /** The title of a book; each is found but once. */
  @Cacheable
  public Title of(int book, Language language) {
    return new Title("%d in %s, found %d".formatted(book, language, found.incrementAndGet()));
  }

  /** Says another title. */
  @CachePut(parameters = {"book", "language"})
  public Title rename(int book, Language language, String text) {
    return new Title(text);
  }

  /** Forgets a title. */
  @CacheInvalidate
  public void forget(int book, Language language) {
    // The annotation does it.
  }

  /** How many titles have been found here. */
  public int found() {
    return found.get();
  }
}
