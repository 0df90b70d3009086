package com.acme.library;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.annotation.CacheResult;
import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.stereotype.Service;

/** Reviews of books, each call of which writes one unless a cache has it. */
@Service
public class Reviews {
  private final AtomicInteger written = new AtomicInteger();

  /** A review. */
  @Cacheable("reviews")
  public Review of(long book) {
    return new Review(book, written.incrementAndGet());
  }

  /** A review, for which one caller works while the others wait. */
  @Cacheable(cacheNames = "reviews", sync = true)
  public Review aloneOf(long book) {
    return of(book);
  }

  /** What is thought of a book that nobody has: nothing. */
  @Cacheable("lost")
  public Review lost(long book) {
    written.incrementAndGet();
    return null;
  }

  /** A review that comes later. */
  @Cacheable("later")
  public CompletableFuture<Review> later(long book) {
    return CompletableFuture.supplyAsync(() -> of(book));
  }

  /** A review, by the annotation of JCache. */
  @CacheResult(cacheName = "annotated")
  public Review annotated(long book) {
    return of(book);
  }

  /** Another review is wanted. */
  @CacheEvict("reviews")
  public void forget(long book) {}

  /** How many were written. */
  public int written() {
    return written.get();
  }
}
