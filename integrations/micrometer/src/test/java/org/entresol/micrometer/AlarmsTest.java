package org.entresol.micrometer;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.cache.configuration.FactoryBuilder.SingletonFactory;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheLoaderException;
import org.entresol.EntresolCache;
import org.entresol.EntresolConfiguration;
import org.entresol.Stack;
import org.entresol.WriteMode;
import org.entresol.testing.ChaosProxy;
import org.entresol.testing.RedisServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** Every alarm of the manual's rules, which is quiet at first and goes off by its fault. */
@Tag("server")
final class AlarmsTest {
  private static final Path RULES = Path.of("../../src/site/resources/entresol-alarms.yaml");
  private static final Pattern GAUGE = Pattern.compile("(\\w+) > (\\d+)");
  private static final Pattern COUNTER =
      Pattern.compile("increase\\((\\w+)(?:\\{(.*)})?\\[5m]\\) > (\\d+)");

  private final RedisServer server = RedisServer.start();
  private final ChaosProxy proxy = ChaosProxy.before(server);
  private final Fleet fleet = new Fleet(proxy.address(), server.address());
  private final Map<String, String> rules = rules();
  private final Set<String> gone = new HashSet<>();

  @AfterEach
  void close() {
    fleet.close();
    proxy.close();
    server.close();
  }

  private static Map<String, String> rules() {
    try {
      Map<?, ?> file = new Yaml().load(Files.readString(RULES));
      Map<?, ?> group = (Map<?, ?>) ((List<?>) requireNonNull(file.get("groups"))).get(0);
      Map<String, String> rules = new HashMap<>();
      for (Object each : (List<?>) requireNonNull(group.get("rules"))) {
        Map<?, ?> rule = (Map<?, ?>) each;
        rules.put((String) rule.get("alert"), (String) rule.get("expr"));
      }
      return rules;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Whether a rule holds between two scrapes, of those forms that the file has. */
  private boolean holds(String alarm, Scrape before, Scrape now) {
    String rule = requireNonNull(rules.get(alarm), alarm);
    Matcher gauge = GAUGE.matcher(rule);
    if (gauge.matches()) {
      return now.sum(gauge.group(1), Map.of()) > Double.parseDouble(gauge.group(2));
    }
    Matcher counter = COUNTER.matcher(rule);
    assertThat(counter.matches()).as(rule).isTrue();
    Map<String, String> labels =
        counter.group(2) == null ? Map.of() : Scrape.labels(counter.group(2));
    double increase = now.sum(counter.group(1), labels) - before.sum(counter.group(1), labels);
    return increase > Double.parseDouble(counter.group(3));
  }

  /** Makes faults happen until some alarms go off, which were quiet before. */
  private void expect(Runnable fault, String... alarms) {
    Scrape before = fleet.scrape();
    for (String alarm : alarms) {
      assertThat(holds(alarm, before, before)).as(alarm + " before its fault").isFalse();
    }
    Set<String> quiet = new HashSet<>(Set.of(alarms));
    await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(100))
        .until(
            () -> {
              fault.run();
              Scrape now = fleet.scrape();
              quiet.removeIf(alarm -> holds(alarm, before, now));
              return quiet.isEmpty();
            });
    gone.addAll(Set.of(alarms));
  }

  private static void ignoring(Runnable call) {
    Throwable unused = catchThrowable(call::run);
  }

  private EntresolConfiguration.Builder<String, String> loading(CacheLoader<String, String> by) {
    return Fleet.texts().loader(new SingletonFactory<>(by)).readThrough(true);
  }

  @Test
  void alarms_all_goOffByTheirFaults() {
    // They come first, since what follows takes Redis away.
    loseNews();
    writeWhatNobodyReads();
    failLoads();
    failWrites();
    takeRedisAway();

    // No fault of a network makes a node keep what it should not.
    gone.add("EntresolStaleCopies");
    assertThat(gone).isEqualTo(rules.keySet());
  }

  private void loseNews() {
    EntresolCache<String, String> there = fleet.there("news", Fleet.texts().partitions(1));
    EntresolCache<String, String> here = fleet.here("news", Fleet.texts().partitions(1));
    there.put("a", "0");
    await().until(() -> "0".equals(here.get("a")));
    expect(
        () -> {
          proxy.swallowPublished(true);
          there.put("a", "1");
        },
        "EntresolNodeBehind",
        "EntresolAnnouncementsLost");
    proxy.swallowPublished(false);
  }

  private void writeWhatNobodyReads() {
    EntresolCache<String, String> here = fleet.here("typed", Fleet.texts());
    EntresolCache<String, Integer> there =
        fleet.there(
            "typed",
            EntresolConfiguration.builder(String.class, Integer.class).stack(Stack.HEAP_REDIS));
    there.put("a", 1);
    expect(() -> ignoring(() -> here.get("a")), "EntresolUnreadable");
  }

  private void failLoads() {
    EntresolCache<String, String> failing =
        fleet.here(
            "failing",
            loading(
                loader(
                    () -> {
                      throw new CacheLoaderException("no source");
                    })));
    expect(() -> ignoring(() -> failing.get("a")), "EntresolLoadsFail");
    CountDownLatch later = new CountDownLatch(1);
    EntresolCache<String, String> slow =
        fleet.here(
            "slow",
            loading(loader(() -> pass(later)))
                .load(load -> load.hardTimeout(Duration.ofMillis(50))));
    expect(() -> ignoring(() -> slow.get("a")), "EntresolLoadsTimeOut");
    later.countDown();
  }

  private static void pass(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static CacheLoader<String, String> loader(Runnable first) {
    return new CacheLoader<>() {
      @Override
      public String load(String key) {
        first.run();
        return key;
      }

      @Override
      public Map<String, String> loadAll(Iterable<? extends String> keys) {
        throw new UnsupportedOperationException("nobody asks for many here");
      }
    };
  }

  private void failWrites() {
    EntresolCache<String, String> here =
        fleet.here(
            "writes",
            Fleet.texts()
                .writer(() -> new Forgetful(true))
                .writeThrough(true)
                .write(
                    write ->
                        write
                            .mode(WriteMode.BEHIND)
                            .delay(Duration.ofMillis(1))
                            .tries(1)
                            .backoff(Duration.ofMillis(1))));
    expect(() -> here.put("a", "1"), "EntresolWritesFail", "EntresolDeadLetters");
    here.deadLetters().dropAll();
  }

  private void takeRedisAway() {
    EntresolCache<String, String> here = fleet.here("away", Fleet.texts());
    expect(
        () -> {
          proxy.refuse(true);
          proxy.cut();
          ignoring(() -> here.get("absent"));
        },
        "EntresolRedisAway",
        "EntresolBreakerOpen",
        "EntresolCallsRefused",
        "EntresolCallsFail");
    proxy.refuse(false);
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> {
              ignoring(() -> here.get("absent"));
              Scrape now = fleet.scrape();
              return !holds("EntresolRedisAway", now, now)
                  && !holds("EntresolBreakerOpen", now, now);
            });
  }
}
