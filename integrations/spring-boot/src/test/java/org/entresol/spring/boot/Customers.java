package org.entresol.spring.boot;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.CacheValue;
import org.springframework.cache.annotation.CachePut;
import org.springframework.cache.annotation.Cacheable;

/** Customers, each call for one of which makes another unless a cache has it. */
class Customers {
  static final String CACHE = "customers";

  private final AtomicInteger made = new AtomicInteger();

  private String customer(String country) {
    return country + " " + made.incrementAndGet();
  }

  @CacheTags({"'customer:' + #id", "#result.substring(0, 2)"})
  @Cacheable(cacheNames = CACHE, key = "#id")
  public String of(long id, String country) {
    return customer(country);
  }

  @CacheTags("'customer:' + #id")
  @CachePut(cacheNames = CACHE, key = "#id")
  public String renewed(long id) {
    return customer("no");
  }

  @CacheTags({"'customer:' + #id", "#result"})
  @Cacheable(cacheNames = "countries", key = "#id")
  public List<String> countries(long id) {
    return List.of("de", customer("fr").substring(0, 2), String.valueOf(made));
  }

  @CacheTags("'customer:' + #id")
  @Cacheable(cacheNames = "later", key = "#id")
  public CompletableFuture<String> later(long id) {
    return CompletableFuture.supplyAsync(() -> customer("later"));
  }

  @CacheTags("'customer:' + #id")
  @CacheResult(cacheName = "results")
  public String result(long id) {
    return customer("result");
  }

  @CacheTags("'customer:' + #id")
  @javax.cache.annotation.CachePut(cacheName = "results")
  public void replace(long id, @CacheValue String value) {}

  @Cacheable(cacheNames = "plain", key = "#id")
  public String plain(long id) {
    return customer("plain");
  }

  @CacheTags("#result.nonsense")
  @Cacheable("broken")
  public String broken(long id) {
    return customer("broken");
  }

  @CacheTags("'customer:' +")
  @Cacheable("broken")
  public String unreadable(long id) {
    return customer("broken");
  }

  @CacheTags("'customer:' + #id")
  @Cacheable(cacheNames = "broken", sync = true)
  public String alone(long id) {
    return customer("alone");
  }

  @CacheEvictTags(
      value = "'customer:' + #id",
      cacheNames = {CACHE, "countries", "later", "results"})
  public void changed(long id, boolean fails) {
    if (fails) {
      throw new IllegalStateException("meant to fail");
    }
  }

  @CacheEvictTags(value = "#result", cacheNames = CACHE)
  public CompletableFuture<String> moved(String country) {
    return CompletableFuture.supplyAsync(() -> country);
  }
}
