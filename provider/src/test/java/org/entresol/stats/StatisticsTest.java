package org.entresol.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entresol.jcache.TestCaches.loading;
import static org.entresol.jcache.TestCaches.texts;

import com.github.benmanes.caffeine.cache.Cache;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.cache.management.CacheStatisticsMXBean;
import org.entresol.EntresolConfiguration;
import org.entresol.EntresolStatisticsMXBean;
import org.entresol.HeapBound;
import org.entresol.jcache.Crew;
import org.entresol.jcache.Ear;
import org.entresol.jcache.FunctionLoader;
import org.entresol.jcache.TestCaches;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Statistics over the life of a cache: switched, cleared, under load, and of a full cache. */
@Tag("unit")
class StatisticsTest {
  @RegisterExtension private final TestCaches caches = new TestCaches();

  private javax.cache.Cache<String, String> openCounting() {
    return caches.open(texts().setStatisticsEnabled(true));
  }

  @Test
  void statistics_disabled_countNothing() {
    javax.cache.Cache<String, String> cache = caches.open(texts());

    cache.put("k", "1");
    cache.get("k");
    caches.manager().enableStatistics("test", true);

    assertThat(Beans.statistics("test").getCachePuts()).isZero();
    assertThat(Beans.statistics("test").getCacheGets()).isZero();
  }

  @Test
  void statistics_enabledAtRunTime_countFromThenOn() {
    javax.cache.Cache<String, String> cache = caches.open(texts());
    cache.put("k", "1");

    caches.manager().enableStatistics("test", true);
    assertThat(TestCaches.configurationOf(cache).isStatisticsEnabled()).isTrue();
    cache.get("k");
    assertThat(Beans.statistics("test").getCacheHits()).isEqualTo(1);

    caches.manager().enableStatistics("test", false);
    assertThat(TestCaches.configurationOf(cache).isStatisticsEnabled()).isFalse();
    assertThat(Beans.named("CacheStatistics", "test")).isEmpty();
    cache.get("k");

    caches.manager().enableStatistics("test", true);
    assertThat(Beans.statistics("test").getCacheHits()).isEqualTo(1);
  }

  @Test
  void clear_ofTheBean_setsEverythingToZero() {
    javax.cache.Cache<String, String> cache = openCounting();
    CacheStatisticsMXBean bean = Beans.statistics("test");
    for (int i = 0; i < 500; i++) {
      cache.put("k", "1");
      cache.get("k");
      cache.get("absent");
      cache.remove("k");
    }

    bean.clear();

    assertThat(bean.getCachePuts() + bean.getCacheGets() + bean.getCacheRemovals()).isZero();
    assertThat(bean.getCacheHitPercentage() + bean.getCacheMissPercentage()).isZero();
    assertThat(bean.getAverageGetTime() + bean.getAveragePutTime() + bean.getAverageRemoveTime())
        .isZero();
    assertThat(cache.containsKey("k")).isFalse();
  }

  @Test
  void percentages_ofHitsAndMisses_addUpToAHundred() {
    javax.cache.Cache<String, String> cache = openCounting();
    CacheStatisticsMXBean bean = Beans.statistics("test");
    assertThat(bean.getCacheHitPercentage()).isZero();
    assertThat(bean.getCacheMissPercentage()).isZero();

    cache.put("k", "1");
    cache.get("k");
    cache.get("k");
    cache.get("k");
    cache.get("absent");

    assertThat(bean.getCacheHitPercentage()).isEqualTo(75f);
    assertThat(bean.getCacheMissPercentage()).isEqualTo(25f);
  }

  @Test
  void averages_afterManyOperations_areThere() {
    javax.cache.Cache<String, String> cache = openCounting();
    CacheStatisticsMXBean bean = Beans.statistics("test");
    assertThat(bean.getAverageGetTime()).isZero();

    for (int i = 0; i < 2_000; i++) {
      cache.put("k", "1");
      cache.get("k");
      cache.remove("k");
    }

    assertThat(bean.getAverageGetTime()).isPositive();
    assertThat(bean.getAveragePutTime()).isPositive();
    assertThat(bean.getAverageRemoveTime()).isPositive();
  }

  @Test
  void averageOfGets_withALoader_leavesItsTimeOut() {
    long slow = TimeUnit.MILLISECONDS.toNanos(5);
    javax.cache.Cache<String, String> cache =
        caches.open(
            loading(
                    texts(),
                    new FunctionLoader<String, String>(
                        key -> {
                          long start = System.nanoTime();
                          while (System.nanoTime() - start < slow) {
                            Thread.onSpinWait();
                          }
                          return "loaded";
                        }))
                .setStatisticsEnabled(true));

    for (int i = 0; i < 200; i++) {
      cache.get("k" + i);
    }

    assertThat(Beans.statistics("test").getAverageGetTime()).isLessThan(2_500f);
  }

  @Test
  void counters_underContention_loseNothing() {
    javax.cache.Cache<String, String> cache = openCounting();

    Crew.race(
        4,
        thread ->
            () -> {
              for (int i = 0; i < 1_000; i++) {
                cache.put("k" + i % 10, "1");
                cache.get("k" + i % 10);
                cache.get("absent");
              }
              return true;
            });

    CacheStatisticsMXBean bean = Beans.statistics("test");
    assertThat(bean.getCachePuts()).isEqualTo(4_000);
    assertThat(bean.getCacheHits()).isEqualTo(4_000);
    assertThat(bean.getCacheMisses()).isEqualTo(4_000);
  }

  @Test
  void unwrap_toTheBean_givesTheFiguresWhetherJmxShowsThemOrNot() {
    javax.cache.Cache<String, String> cache =
        caches.manager().createCache("test", texts().setStatisticsEnabled(false));
    EntresolStatisticsMXBean bean = cache.unwrap(EntresolStatisticsMXBean.class);
    cache.put("a", "1");
    assertThat(bean.getCachePuts()).isZero();

    caches.manager().enableStatistics("test", true);
    cache.put("a", "2");

    assertThat(bean.getCachePuts()).isEqualTo(1);
  }

  private void assertOverflowIsEvicted(HeapBound bound, Ear<String, String> ear) {
    javax.cache.Cache<String, String> cache =
        caches
            .manager()
            .createCache(
                "test",
                EntresolConfiguration.builder(String.class, String.class)
                    .heap(bound)
                    .statistics(true)
                    .listener(TestCaches.synchronous(ear))
                    .build());

    IntStream.range(0, 1_000).forEach(i -> cache.put("k" + i, "some text"));
    Cache<?, ?> store = cache.unwrap(Cache.class);
    store.cleanUp();

    CacheStatisticsMXBean bean = Beans.statistics("test");
    long left = store.estimatedSize();
    assertThat(left).isPositive().isLessThan(500);
    assertThat(bean.getCachePuts()).isEqualTo(1_000);
    assertThat(bean.getCacheEvictions()).isEqualTo(1_000 - left);
    assertThat(bean.getCacheRemovals()).isZero();
    assertThat(ear.heard()).as("an eviction is no event").hasSize(1_000);
    cache.clear();
    assertThat(bean.getCacheEvictions()).isEqualTo(1_000 - left);
  }

  @Test
  void evictions_beyondABoundOfEntries_areCounted() {
    assertOverflowIsEvicted(HeapBound.entries(100), new Ear<>());
  }

  @Test
  void evictions_beyondABoundOfBytes_areCounted() {
    assertOverflowIsEvicted(HeapBound.bytes(20_000), new Ear<>());
  }
}
