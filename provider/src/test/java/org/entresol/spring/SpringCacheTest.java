package org.entresol.spring;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.cache.Cache;
import org.springframework.cache.Cache.ValueRetrievalException;
import org.springframework.cache.CacheManager;
import org.springframework.cache.support.NullValue;

/** Spring's cache abstraction over a cache of Entresol's that stores by value. */
@Tag("unit")
class SpringCacheTest extends SpringContext {

  private final Cache cache =
      requireNonNull(context.getBean(CacheManager.class).getCache(SpringCaching.BOOKS));
  private final Catalogue catalogue = context.getBean(Catalogue.class);

  // ---- one computation for all

  @Test
  void getWithCallable_manyThreadsMissTheKey_oneComputes() throws Exception {
    Crowd<String> crowd = new Crowd<>(() -> "computed");

    List<String> results = crowd.ask(() -> cache.get("Emma", crowd.source()));

    assertThat(crowd.source()).isNotInstanceOf(Serializable.class);
    assertThat(crowd.computations()).isEqualTo(1);
    assertThat(results).hasSize(Crowd.SIZE).containsOnly("computed");
    assertThat(books.get("Emma")).isEqualTo("computed");
  }

  @Test
  void cacheableSync_manyThreadsMissTheKey_oneComputes() throws Exception {
    Crowd<String> crowd = new Crowd<>(() -> "computed");

    List<String> results = crowd.ask(() -> catalogue.text("Emma", crowd.source()));

    assertThat(crowd.computations()).isEqualTo(1);
    assertThat(results).hasSize(Crowd.SIZE).containsOnly("computed");
  }

  @Test
  void cacheableSync_null_isComputedOnce() throws Exception {
    Crowd<@Nullable String> crowd = new Crowd<>(() -> null);

    List<@Nullable String> results = crowd.ask(() -> catalogue.text("Emma", crowd.source()));

    assertThat(crowd.computations()).isEqualTo(1);
    assertThat(results).hasSize(Crowd.SIZE).containsOnlyNulls();
    assertThat(books.get("Emma")).isSameAs(NullValue.INSTANCE);
  }

  @Test
  void getWithCallable_thatAsksForAnotherKey_computesBoth() {
    String both = cache.get("both", () -> cache.get("Emma", () -> "1815") + " and others");

    assertThat(both).isEqualTo("1815 and others");
    assertThat(books.get("Emma")).isEqualTo("1815");
  }

  @Test
  void getWithCallable_thatThrows_isToldAndNothingIsKept() {
    IOException failure = new IOException("no connection");
    Callable<String> failing =
        () -> {
          throw failure;
        };

    assertThatThrownBy(() -> cache.get("Emma", failing))
        .isInstanceOf(ValueRetrievalException.class)
        .hasCause(failure);
    assertThat(books.containsKey("Emma")).isFalse();
    assertThat(cache.get("Emma", () -> "computed")).isEqualTo("computed");
  }

  // ---- nulls

  @Test
  void put_null_comesBackAsTheSameObject() {
    cache.put("Emma", null);

    assertThat(books.get("Emma")).isSameAs(NullValue.INSTANCE);
    assertThat(requireNonNull(cache.get("Emma")).get()).isNull();
    assertThat(cache.get("Emma", () -> "computed")).isNull();
  }

  @Test
  void get_absent_isNotAValueOfNull() {
    assertThat(cache.get("Emma")).isNull();
  }

  // ---- putIfAbsent

  @Test
  void putIfAbsent_absent_isStored() {
    assertThat(cache.putIfAbsent("Emma", "first")).isNull();
    assertThat(books.get("Emma")).isEqualTo("first");
  }

  @Test
  void putIfAbsent_present_returnsWhatIsThere() {
    cache.put("Emma", "first");

    assertThat(requireNonNull(cache.putIfAbsent("Emma", "second")).get()).isEqualTo("first");
    assertThat(books.get("Emma")).isEqualTo("first");
  }

  @Test
  void putIfAbsent_presentNull_returnsNullAsAValue() {
    assertThat(cache.putIfAbsent("Emma", null)).isNull();

    assertThat(requireNonNull(cache.putIfAbsent("Emma", "second")).get()).isNull();
    assertThat(books.get("Emma")).isSameAs(NullValue.INSTANCE);
  }

  // ---- evictions

  @Test
  void evictIfPresent_present_isTrueOnce() {
    cache.put("Emma", "text");

    assertThat(cache.evictIfPresent("Emma")).isTrue();
    assertThat(cache.evictIfPresent("Emma")).isFalse();
    assertThat(books.containsKey("Emma")).isFalse();
  }

  @Test
  void invalidate_present_isTrueOnce() {
    cache.put("Emma", "text");
    cache.put("Persuasion", null);

    assertThat(cache.invalidate()).isTrue();
    assertThat(cache.invalidate()).isFalse();
    assertThat(books).isEmpty();
  }

  // ---- values and life cycle

  @Test
  void put_valueChangedAfterwards_cacheKeepsItsOwn() {
    List<String> text = new ArrayList<>(List.of("first"));
    cache.put("Emma", text);
    text.add("second");

    assertThat(requireNonNull(cache.get("Emma")).get()).isEqualTo(List.of("first"));
  }

  @Test
  void context_closed_managerIsClosed() {
    context.close();

    assertThat(manager.isClosed()).isTrue();
  }
}
