package org.entresol.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entresol.jcache.Mutation.KEY;
import static org.entresol.jcache.Mutation.NEW;
import static org.entresol.jcache.Mutation.OLD;
import static org.entresol.jcache.TestCaches.expiring;
import static org.entresol.jcache.TestCaches.loading;
import static org.entresol.jcache.TestCaches.texts;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.integration.CompletionListenerFuture;
import javax.cache.management.CacheStatisticsMXBean;
import org.entresol.jcache.FunctionLoader;
import org.entresol.jcache.Mutation;
import org.entresol.jcache.TestCaches;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What each operation counts, laid beside the table of JSR-107, chapter 12. */
@Tag("unit")
class OperationCountsTest {
  private static final String ABSENT = "absent";

  @RegisterExtension private final TestCaches caches = new TestCaches();

  /** Operations on a cache in which "k" has the value "old" and "absent" none. */
  private enum Operation {
    // spotless:off
    //                        hits misses puts removals
    PUT(0, 0, 1, 0),
    PUT_NEW(0, 0, 1, 0),
    PUT_ALL(0, 0, 2, 0),
    PUT_IF_ABSENT(1, 0, 0, 0),
    PUT_IF_ABSENT_NEW(0, 1, 1, 0),
    GET(1, 0, 0, 0),
    GET_ABSENT(0, 1, 0, 0),
    GET_ALL(1, 1, 0, 0),
    CONTAINS(0, 0, 0, 0),
    ITERATE(1, 0, 0, 0),
    ITERATE_AND_REMOVE(1, 0, 0, 1),
    GET_AND_PUT(1, 0, 1, 0),
    GET_AND_PUT_NEW(0, 1, 1, 0),
    REPLACE(1, 0, 1, 0),
    REPLACE_ABSENT(0, 1, 0, 0),
    GET_AND_REPLACE(1, 0, 1, 0),
    GET_AND_REPLACE_ABSENT(0, 1, 0, 0),
    REPLACE_IF(1, 0, 1, 0),
    REPLACE_IF_OTHER(1, 0, 0, 0),
    REPLACE_IF_ABSENT(0, 1, 0, 0),
    REMOVE(0, 0, 0, 1),
    REMOVE_ABSENT(0, 0, 0, 0),
    GET_AND_REMOVE(1, 0, 0, 1),
    GET_AND_REMOVE_ABSENT(0, 1, 0, 0),
    REMOVE_IF(1, 0, 0, 1),
    REMOVE_IF_OTHER(1, 0, 0, 0),
    REMOVE_IF_ABSENT(0, 1, 0, 0),
    REMOVE_ALL(0, 0, 0, 1),
    REMOVE_ALL_OF(0, 0, 0, 1),
    CLEAR(0, 0, 0, 0),
    INVOKE_NOTHING(1, 0, 0, 0),
    INVOKE_NOTHING_ABSENT(0, 1, 0, 0),
    INVOKE_GET_TWICE(1, 0, 0, 0),
    INVOKE_SET(1, 0, 1, 0),
    INVOKE_SET_ABSENT(0, 1, 1, 0),
    INVOKE_REMOVE(1, 0, 0, 1),
    INVOKE_REMOVE_ABSENT(0, 1, 0, 0),
    INVOKE_ALL(1, 1, 0, 0);
    // spotless:on

    private final int hits;
    private final int misses;
    private final int puts;
    private final int removals;

    Operation(int hits, int misses, int puts, int removals) {
      this.hits = hits;
      this.misses = misses;
      this.puts = puts;
      this.removals = removals;
    }

    Counts counts() {
      return new Counts(hits, misses, puts, removals);
    }

    void on(Cache<String, String> cache) {
      if (name().startsWith("INVOKE")) {
        invokeOn(cache);
      } else if (name().contains("REMOVE")) {
        removeOn(cache);
      } else {
        readOrWriteOn(cache);
      }
    }

    private void readOrWriteOn(Cache<String, String> cache) {
      switch (this) {
        case PUT -> cache.put(KEY, NEW);
        case PUT_NEW -> cache.put(ABSENT, NEW);
        case PUT_ALL -> cache.putAll(Map.of(KEY, NEW, ABSENT, NEW));
        case PUT_IF_ABSENT -> cache.putIfAbsent(KEY, NEW);
        case PUT_IF_ABSENT_NEW -> cache.putIfAbsent(ABSENT, NEW);
        case GET -> cache.get(KEY);
        case GET_ABSENT -> cache.get(ABSENT);
        case GET_ALL -> cache.getAll(Set.of(KEY, ABSENT));
        case CONTAINS -> cache.containsKey(KEY);
        case ITERATE -> cache.iterator().next();
        case GET_AND_PUT -> cache.getAndPut(KEY, NEW);
        case GET_AND_PUT_NEW -> cache.getAndPut(ABSENT, NEW);
        case REPLACE -> cache.replace(KEY, NEW);
        case REPLACE_ABSENT -> cache.replace(ABSENT, NEW);
        case GET_AND_REPLACE -> cache.getAndReplace(KEY, NEW);
        case GET_AND_REPLACE_ABSENT -> cache.getAndReplace(ABSENT, NEW);
        case REPLACE_IF -> cache.replace(KEY, OLD, NEW);
        case REPLACE_IF_OTHER -> cache.replace(KEY, "other", NEW);
        case REPLACE_IF_ABSENT -> cache.replace(ABSENT, OLD, NEW);
        case CLEAR -> cache.clear();
        default -> throw new AssertionError(this);
      }
    }

    private void removeOn(Cache<String, String> cache) {
      switch (this) {
        case ITERATE_AND_REMOVE -> Mutation.REMOVE_BY_ITERATOR.on(cache);
        case REMOVE -> cache.remove(KEY);
        case REMOVE_ABSENT -> cache.remove(ABSENT);
        case GET_AND_REMOVE -> cache.getAndRemove(KEY);
        case GET_AND_REMOVE_ABSENT -> cache.getAndRemove(ABSENT);
        case REMOVE_IF -> cache.remove(KEY, OLD);
        case REMOVE_IF_OTHER -> cache.remove(KEY, "other");
        case REMOVE_IF_ABSENT -> cache.remove(ABSENT, OLD);
        case REMOVE_ALL -> cache.removeAll();
        case REMOVE_ALL_OF -> cache.removeAll(Set.of(KEY, ABSENT));
        default -> throw new AssertionError(this);
      }
    }

    private void invokeOn(Cache<String, String> cache) {
      switch (this) {
        case INVOKE_NOTHING -> cache.<Boolean>invoke(KEY, (entry, more) -> true);
        case INVOKE_NOTHING_ABSENT -> cache.<Boolean>invoke(ABSENT, (entry, more) -> true);
        case INVOKE_GET_TWICE ->
            cache.<String>invoke(KEY, (entry, more) -> entry.getValue() + entry.getValue());
        case INVOKE_SET -> Mutation.set(cache, KEY, NEW);
        case INVOKE_SET_ABSENT -> Mutation.set(cache, ABSENT, NEW);
        case INVOKE_REMOVE -> Mutation.remove(cache, KEY);
        case INVOKE_REMOVE_ABSENT -> Mutation.remove(cache, ABSENT);
        case INVOKE_ALL -> cache.invokeAll(Set.of(KEY, ABSENT), (entry, more) -> true);
        default -> throw new AssertionError(this);
      }
    }
  }

  /** The counters that users' operations move. */
  private record Counts(long hits, long misses, long puts, long removals) {
    static Counts of(CacheStatisticsMXBean bean) {
      return new Counts(
          bean.getCacheHits(), bean.getCacheMisses(), bean.getCachePuts(), bean.getCacheRemovals());
    }
  }

  @ParameterizedTest
  @EnumSource
  void operation_onceCalled_countsAsTheSpecificationSays(Operation operation) {
    Cache<String, String> cache = caches.open(texts().setStatisticsEnabled(true));
    cache.put(KEY, OLD);
    CacheStatisticsMXBean bean = Beans.statistics("test");
    bean.clear();

    operation.on(cache);

    assertThat(Counts.of(bean)).isEqualTo(operation.counts());
    assertThat(bean.getCacheGets()).isEqualTo(bean.getCacheHits() + bean.getCacheMisses());
    assertThat(bean.getCacheEvictions()).isZero();
  }

  @Test
  void loads_ofAnyKind_countAsMissesAtMost() throws Exception {
    Cache<String, String> cache =
        caches.open(
            loading(texts(), new FunctionLoader<>(key -> "loaded")).setStatisticsEnabled(true));
    CacheStatisticsMXBean bean = Beans.statistics("test");

    cache.get("a");
    assertThat(Counts.of(bean)).isEqualTo(new Counts(0, 1, 0, 0));
    cache.getAll(Set.of("a", "b"));
    assertThat(Counts.of(bean)).isEqualTo(new Counts(1, 2, 0, 0));
    cache.<String>invoke("c", (entry, arguments) -> entry.getValue());
    assertThat(Counts.of(bean)).isEqualTo(new Counts(1, 3, 0, 0));
    CompletionListenerFuture done = new CompletionListenerFuture();
    cache.loadAll(Set.of("a", "d"), true, done);
    done.get();
    assertThat(Counts.of(bean)).isEqualTo(new Counts(1, 3, 0, 0));
  }

  @Test
  void expiredEntries_foundInAnyWay_countAsAbsent() {
    Cache<String, String> cache =
        caches.open(
            expiring(texts(), new CreatedExpiryPolicy(javax.cache.expiry.Duration.ONE_MINUTE))
                .setStatisticsEnabled(true));
    CacheStatisticsMXBean bean = Beans.statistics("test");
    cache.putAll(Map.of("a", "1", "b", "1", "c", "1", "d", "1", "e", "1"));
    caches.clock().advance(Duration.ofMinutes(1));
    bean.clear();

    cache.get("a");
    assertThat(cache.remove("b")).isFalse();
    cache.removeAll(Set.of("c"));
    cache.removeAll();
    cache.iterator().forEachRemaining(entry -> {});
    cache.replace("d", "2");

    assertThat(Counts.of(bean)).isEqualTo(new Counts(0, 2, 0, 0));
    assertThat(bean.getCacheEvictions()).isZero();
  }

  @Test
  void entries_expiredFromTheStart_areNotCountedAsPut() {
    Cache<String, String> cache =
        caches.open(
            expiring(texts(), new CreatedExpiryPolicy(javax.cache.expiry.Duration.ZERO))
                .setStatisticsEnabled(true));

    cache.put(KEY, NEW);
    cache.putAll(Map.of(KEY, NEW));

    assertThat(Beans.statistics("test").getCachePuts()).isZero();
  }
}
