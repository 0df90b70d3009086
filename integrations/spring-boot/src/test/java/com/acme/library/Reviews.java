package com.acme.library;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.annotation.CacheResult;
import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

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

  /** A review that comes later, and is written for each who asks before it is there. */
  @Cacheable("mono")
  public Mono<Review> mono(long book) {
    return Mono.fromSupplier(() -> of(book));
  }

  /** Two reviews, one after the other. */
  @Cacheable("flux")
  public Flux<Review> flux(long book) {
    return Flux.just(book, book + 1).map(this::of);
  }

  /** A review that comes later, in one go. */
  @Cacheable(cacheNames = "alone", sync = true)
  public CompletableFuture<Review> laterAlone(long book) {
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
