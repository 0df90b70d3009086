package org.entresol.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.cache.configuration.FactoryBuilder.SingletonFactory;
import javax.cache.integration.CacheLoader;
import org.entresol.EntresolCache;
import org.entresol.EntresolTiersMXBean;
import org.entresol.HeapBound;
import org.entresol.Stack;
import org.entresol.WriteMode;
import org.entresol.testing.RedisServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What Prometheus gets, beside what the test has done; and what is asked of it elsewhere. */
@Tag("server")
final class PrometheusTest {
  private static final Path RESOURCES = Path.of("../../src/site/resources");
  private static final Path MANUAL = Path.of("../../src/site/markdown");
  private static final Pattern METRIC = Pattern.compile("\\b(?:entresol|cache)_[a-z_]+\\b");
  private static final Set<String> NO_METRICS = Set.of("cache_manager");

  private final Fleet fleet =
      new Fleet(RedisServers.shared().address(), RedisServers.shared().address());
  private final AtomicInteger loads = new AtomicInteger();

  @AfterEach
  void close() {
    fleet.close();
  }

  private static String name(String suffix) {
    return "prometheus-" + suffix;
  }

  private CacheLoader<String, String> loader() {
    return new CacheLoader<>() {
      @Override
      public String load(String key) {
        loads.incrementAndGet();
        return "loaded " + key;
      }

      @Override
      public Map<String, String> loadAll(Iterable<? extends String> keys) {
        throw new UnsupportedOperationException("nobody asks for many here");
      }
    };
  }

  @Test
  void scrape_ofACache_tellsWhatWasDone() {
    String name = name("done");
    EntresolCache<String, String> there = fleet.there(name, Fleet.texts());
    EntresolCache<String, String> here =
        fleet.here(
            name,
            Fleet.texts()
                .loader(new SingletonFactory<>(loader()))
                .readThrough(true)
                .heap(HeapBound.bytes(1 << 20)));
    there.put("far", "v");
    here.put("a", "v");
    here.get("far");
    here.get("far");
    here.get("loaded");
    here.remove("a");
    here.unwrap(EntresolTiersMXBean.class).measure(10);

    hasOperations(fleet.scrape(), name);
    hasTiers(fleet.scrape(), name, here.unwrap(EntresolTiersMXBean.class));
  }

  private void hasOperations(Scrape scrape, String name) {
    Map<String, String> cache = Map.of("cache", name, "name", name, "cache_manager", "entresol");
    assertThat(scrape.sum("cache_gets_total", cache)).isEqualTo(3);
    assertThat(scrape.sum("cache_gets_total", Map.of("cache", name, "result", "hit"))).isEqualTo(2);
    assertThat(scrape.sum("entresol_cache_hits_total", Map.of("cache", name, "tier", "near")))
        .isEqualTo(1);
    assertThat(scrape.sum("entresol_cache_hits_total", Map.of("cache", name, "tier", "authority")))
        .isEqualTo(1);
    assertThat(scrape.of("cache_puts_total", name)).isEqualTo(1);
    assertThat(scrape.of("cache_removals_total", name)).isEqualTo(1);
    assertThat(scrape.of("cache_size", name)).isEqualTo(2);
    assertThat(scrape.of("entresol_cache_heap_bytes", name)).isPositive();
    assertThat(scrape.sum("cache_load_total", Map.of("cache", name, "result", "success")))
        .isEqualTo(loads.get())
        .isEqualTo(1);
  }

  private static void hasTiers(Scrape scrape, String name, EntresolTiersMXBean figures) {
    assertThat(scrape.of("entresol_cache_load_calls_seconds_count", name)).isEqualTo(1);
    assertThat(scrape.of("entresol_cache_load_calls_seconds_sum", name)).isBetween(0.0, 1.0);
    assertThat(
            scrape.sum(
                "entresol_cache_load_calls_within_total", Map.of("cache", name, "le", "+Inf")))
        .isEqualTo(1);
    assertThat(scrape.of("entresol_cache_remote_calls_seconds_count", name))
        .isEqualTo((double) figures.getRemoteCalls());
    assertThat(scrape.of("entresol_cache_announcements_sent_total", name)).isEqualTo(2);
    assertThat(scrape.of("entresol_cache_shared_entries", name)).isEqualTo(2);
    assertThat(scrape.of("entresol_cache_shared_size_bytes", name)).isPositive();
    assertThat(scrape.of("entresol_cache_breaker_open", name)).isZero();
    assertThat(scrape.sum("entresol_away_seconds", Map.of())).isEqualTo(0, within(0.0));
  }

  @Test
  void scrape_ofAHeapCache_hasNothingOfWhatIsShared() {
    String name = name("heap");
    fleet.here(name, Fleet.texts().stack(Stack.HEAP)).put("a", "v");

    Scrape scrape = fleet.scrape();
    assertThat(scrape.of("cache_size", name)).isEqualTo(1);
    assertThat(scrape.of("entresol_cache_remote_calls_seconds_count", name)).isNaN();
    assertThat(scrape.of("entresol_cache_announcements_sent_total", name)).isNaN();
    assertThat(scrape.of("entresol_cache_writes_pending", name)).isNaN();
  }

  @Test
  void metrics_namedByDashboardAlarmsAndManual_areScraped() {
    fleet.here(
        name("all"),
        Fleet.texts()
            .loader(new SingletonFactory<>(loader()))
            .writer(() -> new Forgetful())
            .writeThrough(true)
            .write(write -> write.mode(WriteMode.BEHIND)));
    Set<String> scraped = fleet.scrape().names();

    assertThat(metricsIn(RESOURCES.resolve("entresol-dashboard.json")))
        .hasSizeGreaterThan(20)
        .isSubsetOf(scraped);
    assertThat(metricsIn(RESOURCES.resolve("entresol-alarms.yaml")))
        .hasSizeGreaterThan(5)
        .isSubsetOf(scraped);
    assertThat(metricsIn(MANUAL.resolve("spring-boot.md"))).isSubsetOf(scraped);
    assertThat(metricsIn(MANUAL.resolve("operations.md"))).isSubsetOf(scraped);
  }

  private static Set<String> metricsIn(Path file) {
    try {
      Set<String> names =
          METRIC
              .matcher(Files.readString(file))
              .results()
              .map(found -> found.group())
              .collect(Collectors.toCollection(TreeSet::new));
      names.removeAll(NO_METRICS);
      return names;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All that the registry has of Entresol is in the table of the manual. */
  @Test
  void meters_all_areInTheManual() throws IOException {
    String manual = Files.readString(MANUAL.resolve("operations.md"));
    fleet.here(
        name("documented"),
        Fleet.texts()
            .loader(new SingletonFactory<>(loader()))
            .writer(() -> new Forgetful())
            .writeThrough(true)
            .write(write -> write.mode(WriteMode.BEHIND)));
    Stream<String> names = fleet.meters().filter(name -> !name.endsWith(".within"));

    assertThat(names).isNotEmpty().allMatch(name -> manual.contains("`" + name + "`"));
  }
}
