package org.entresol.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.entresol.EntresolCacheManager;
import org.entresol.jcache.EntresolCachingProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.cache.Cache;
import org.springframework.cache.Cache.ValueRetrievalException;
import org.springframework.cache.Cache.ValueWrapper;

/** One cache as Spring's abstraction wants it. */
@Tag("unit")
final class SpringCacheTest {
  private final EntresolCacheManager manager = new EntresolCachingProvider().getCacheManager();
  private final SpringCaches caches = new SpringCaches(manager, Set.of(), false);
  private final Cache cache = Objects.requireNonNull(caches.getCache("books"));

  @AfterEach
  void close() {
    caches.destroy();
    manager.close();
  }

  private Object value(Object key) {
    ValueWrapper wrapper = cache.get(key);
    return wrapper == null ? "nothing" : String.valueOf(wrapper.get());
  }

  @Test
  void get_null_isAValue() {
    cache.put(1, null);

    assertThat(value(1)).isEqualTo("null");
    assertThat(value(2)).isEqualTo("nothing");
  }

  @Test
  void get_withALoader_callsItOnceForAllWhoAsk() throws Exception {
    AtomicInteger loads = new AtomicInteger();
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    CompletableFuture<Integer> first =
        CompletableFuture.supplyAsync(
            () ->
                cache.get(
                    1,
                    () -> {
                      inside.countDown();
                      assertThat(go.await(10, TimeUnit.SECONDS)).isTrue();
                      return loads.incrementAndGet();
                    }));
    assertThat(inside.await(10, TimeUnit.SECONDS)).isTrue();
    CompletableFuture<Integer> second =
        CompletableFuture.supplyAsync(() -> cache.get(1, loads::incrementAndGet));

    go.countDown();

    assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo(1);
    assertThat(second.get(10, TimeUnit.SECONDS)).isEqualTo(1);
  }

  @Test
  void get_withALoaderOfNull_remembersIt() {
    assertThat(cache.<Object>get(1, () -> null)).isNull();
    assertThat(cache.<Object>get(1, () -> "other")).isNull();
  }

  @Test
  void get_withALoaderThatThrows_throwsItsReasonAndStoresNothing() {
    assertThatExceptionOfType(ValueRetrievalException.class)
        .isThrownBy(
            () ->
                cache.get(
                    1,
                    () -> {
                      throw new java.io.IOException("no book");
                    }))
        .withCauseInstanceOf(java.io.IOException.class);
    assertThat(value(1)).isEqualTo("nothing");
  }

  @Test
  void putIfAbsent_tellsWhatWasThere() {
    assertThat(cache.putIfAbsent(1, null)).isNull();

    ValueWrapper there = cache.putIfAbsent(1, "b");

    assertThat(there).isNotNull();
    assertThat(Objects.requireNonNull(there).get()).isNull();
    assertThat(value(1)).isEqualTo("null");
  }

  @Test
  void evictIfPresent_tellsWhetherThereWasOne() {
    cache.put(1, "a");

    assertThat(cache.evictIfPresent(1)).isTrue();
    assertThat(cache.evictIfPresent(1)).isFalse();
  }

  @Test
  void invalidate_tellsWhetherThereWasAny() {
    cache.put(1, "a");

    assertThat(cache.invalidate()).isTrue();
    assertThat(cache.invalidate()).isFalse();
    assertThat(value(1)).isEqualTo("nothing");
  }

  @Test
  void retrieve_tellsMissNullAndValueApart() throws Exception {
    cache.put(1, null);
    cache.put(2, "b");

    assertThat(((ValueWrapper) retrieved(1)).get()).isNull();
    assertThat(((ValueWrapper) retrieved(2)).get()).isEqualTo("b");
    assertThat(retrieved(3)).isNull();
  }

  private Object retrieved(Object key) throws Exception {
    CompletableFuture<?> retrieved = cache.retrieve(key);
    return Objects.requireNonNull(retrieved).get(10, TimeUnit.SECONDS);
  }

  @Test
  void retrieve_withALoader_storesWhatItGivesLater() throws Exception {
    CompletableFuture<String> later = new CompletableFuture<>();
    CompletableFuture<String> asked = cache.retrieve(1, () -> later);
    assertThat(asked).isNotDone();

    later.complete("a");

    assertThat(asked.get(10, TimeUnit.SECONDS)).isEqualTo("a");
    assertThat(value(1)).isEqualTo("a");
    assertThat(cache.retrieve(1, () -> CompletableFuture.completedFuture("b")).get())
        .isEqualTo("a");
  }

  @Test
  void retrieve_withALoaderSlowerThanAnotherOne_givesWhatTheOtherStored() throws Exception {
    CompletableFuture<String> later = new CompletableFuture<>();
    CompletableFuture<String> asked = cache.retrieve(1, () -> later);

    cache.put(1, "quicker");
    later.complete("slower");

    assertThat(asked.get(10, TimeUnit.SECONDS)).isEqualTo("quicker");
    assertThat(value(1)).isEqualTo("quicker");
  }

  @Test
  void retrieve_withALoaderThatFails_failsAndStoresNothing() {
    CompletableFuture<String> asked =
        cache.retrieve(1, () -> CompletableFuture.failedFuture(new IllegalStateException("no")));

    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() -> asked.get(10, TimeUnit.SECONDS))
        .withCauseInstanceOf(IllegalStateException.class);
    assertThat(value(1)).isEqualTo("nothing");
  }
}
