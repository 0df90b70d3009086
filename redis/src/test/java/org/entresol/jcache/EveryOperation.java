package org.entresol.jcache;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.integration.CacheWriterException;
import javax.cache.integration.CompletionListenerFuture;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.entresol.DeadLetters;
import org.entresol.EntresolCache;
import org.entresol.EntresolConfiguration;
import org.entresol.EntresolTiersMXBean;
import org.entresol.EventScope;
import org.entresol.Stack;
import org.entresol.WriteMode;
import org.entresol.WriteSettings;
import org.entresol.jcache.HookedPolicy.Occasion;
import org.entresol.testing.RespClient;
import org.jspecify.annotations.Nullable;

/**
 * All that can be done with caches over Redis, once, with a look at what comes of it in the
 * background. What of it fails throws.
 *
 * @param stack one with Redis
 * @param server sees all keys
 * @param hopeless tells when what is waited for cannot come any more
 */
record EveryOperation(
    CacheManager manager, Stack stack, RespClient server, Callable<Boolean> hopeless) {

  private static final String CACHE = "things";
  private static final Set<String> KEYS = Set.of("a", "b", "c");

  /** What nothing keeps from succeeding. */
  EveryOperation(CacheManager manager, Stack stack, RespClient server) {
    this(manager, stack, server, () -> false);
  }

  private ConditionFactory await() {
    return Awaitility.await().failFast("there is no hope", hopeless);
  }

  /** Makes caches, uses them and destroys them. */
  void run() {
    single();
    bulk();
    sliding();
    neverEnding();
    loaded();
    awaited();
    written();
    held();
    behind();
    tagged();
  }

  private Cache<String, String> open(EntresolConfiguration.Builder<String, String> configuration) {
    return manager.createCache(CACHE, configuration.stack(stack).build());
  }

  private void destroy() {
    manager.destroyCache(CACHE);
  }

  private static EntresolConfiguration.Builder<String, String> texts() {
    return EntresolConfiguration.builder(String.class, String.class);
  }

  private void single() {
    Cache<String, String> cache = open(texts().events(EventScope.CLUSTER));
    cache.put("a", "1");
    assertThat(cache.get("a")).isEqualTo("1");
    assertThat(cache.containsKey("a")).isTrue();
    assertThat(cache.getAndPut("a", "2")).isEqualTo("1");
    assertThat(cache.putIfAbsent("a", "3")).isFalse();
    assertThat(cache.replace("a", "3")).isTrue();
    assertThat(cache.replace("a", "3", "4")).isTrue();
    assertThat(cache.getAndReplace("a", "5")).isEqualTo("4");
    assertThat(cache.<String>invoke("a", (entry, arguments) -> entry.getValue())).isEqualTo("5");
    assertThat(cache.remove("a", "5")).isTrue();
    cache.put("a", "6");
    assertThat(cache.getAndRemove("a")).isEqualTo("6");
    assertThat(cache.remove("a")).isFalse();
    destroy();
  }

  private void bulk() {
    Cache<String, String> cache = open(texts());
    cache.putAll(Map.of("a", "1", "b", "2", "c", "3"));
    assertThat(cache.getAll(KEYS)).containsOnlyKeys(KEYS);
    assertThat(cache).hasSize(3);
    cache.unwrap(EntresolTiersMXBean.class).measure(2);
    cache.invokeAll(
        KEYS,
        (entry, arguments) -> {
          entry.setValue("4");
          return null;
        });
    cache.removeAll(Set.of("a"));
    cache.removeAll();
    cache.put("a", "1");
    cache.clear();
    assertThat(cache.get("a")).isNull();
    destroy();
  }

  /** Each read moves the instant, at once as the life is short. */
  private void tagged() {
    EntresolCache<String, String> cache =
        (EntresolCache<String, String>) open(texts().tagsOfKeySegments(":"));
    cache.put("x:1", "1");
    cache.put("y:1", "1");
    cache.invalidateTags("x");
    assertThat(cache.getFresh("x:1")).isNull();
    assertThat(cache.replace("x:1", "2")).isFalse();
    assertThat(cache.getFresh("y:1")).isEqualTo("1");
    assertThat(cache.replace("y:1", "2")).isTrue();
    destroy();
  }

  private void sliding() {
    ExpiryPolicy policy =
        new AccessedExpiryPolicy(
            new javax.cache.expiry.Duration(TimeUnit.MILLISECONDS, 900)); // less than a second
    Cache<String, String> cache = open(texts().expiry(() -> policy));
    cache.put("a", "1");
    assertThat(cache.get("a")).isEqualTo("1");
    destroy();
  }

  /** A read takes the instant away, in the background. */
  private void neverEnding() {
    HookedPolicy policy =
        new HookedPolicy(
            occasion ->
                (occasion == Occasion.CREATION)
                    ? javax.cache.expiry.Duration.ONE_HOUR
                    : javax.cache.expiry.Duration.ETERNAL);
    Cache<String, String> cache = open(texts().expiry(() -> policy));
    cache.put("a", "1");
    assertThat(cache.get("a")).isEqualTo("1");
    await().until(() -> remaining("e:s:a") == -1);
    destroy();
  }

  /** A write that the source takes, and one that it does not take at first. */
  private void behind() {
    AtomicBoolean refusing = new AtomicBoolean();
    MapWriter<String, String> writer =
        new MapWriter<>(
            key -> {
              if (refusing.get()) {
                throw new IllegalStateException("refused");
              }
            });
    EntresolCache<String, String> cache =
        (EntresolCache<String, String>)
            open(
                texts()
                    .partitions(1)
                    .loader(() -> new FunctionLoader<>(key -> null))
                    .readThrough(true)
                    .writer(() -> writer)
                    .writeThrough(true)
                    .write(EveryOperation::behind));
    cache.put("a", "1");
    assertThat(cache.get("b")).isNull();
    await().until(() -> !writer.source().isEmpty());
    cache.flush();
    refusing.set(true);
    cache.putAll(Map.of("a", "2", "b", "2")); // there is room for two dead letters
    flushInVain(cache);
    server.command("DEL", "shop:{" + CACHE + ":0}:q:buried"); // their order is made anew
    DeadLetters<String, String> letters = cache.deadLetters();
    assertThat(letters.drop(letters.list(1).get(0).id())).isTrue();
    refusing.set(false);
    assertThat(letters.replayAll()).isPositive();
    cache.flush();
    assertThat(writer.source()).isNotEmpty();
    destroy();
  }

  private static void flushInVain(EntresolCache<?, ?> cache) {
    try {
      cache.flush();
    } catch (CacheWriterException e) {
      return;
    }
    throw new AssertionError("what the writer refused was flushed");
  }

  private static WriteSettings behind(WriteSettings write) {
    return write
        .mode(WriteMode.BEHIND)
        .tries(2)
        .backoff(Duration.ofMillis(1))
        .maxPending(2)
        .flushTimeout(Duration.ofSeconds(5));
  }

  private void loaded() {
    Cache<String, String> cache =
        open(texts().loader(() -> new FunctionLoader<>(key -> key)).readThrough(true));
    assertThat(cache.get("a")).isEqualTo("a");
    assertThat(cache.getAll(KEYS)).containsOnlyKeys(KEYS);
    CompletionListenerFuture loaded = new CompletionListenerFuture();
    cache.loadAll(KEYS, true, loaded);
    await().until(loaded::isDone);
    destroy();
  }

  /** A load that another one waits for. */
  private void awaited() {
    CompletionListenerFuture reloaded = new CompletionListenerFuture();
    AtomicReference<@Nullable Cache<String, String>> opened = new AtomicReference<>();
    Function<String, @Nullable String> load =
        key -> {
          Cache<String, String> cache = opened.getAndSet(null);
          if (cache != null) {
            cache.loadAll(Set.of(key), true, reloaded);
            await().until(() -> !waiting().isEmpty());
          }
          return key;
        };
    opened.set(open(texts().loader(() -> new FunctionLoader<>(load)).readThrough(true)));
    assertThat(requireNonNull(opened.get()).get("a")).isEqualTo("a");
    await().until(reloaded::isDone);
    destroy();
  }

  private List<?> waiting() {
    Object channels = server.command("PUBSUB", "CHANNELS", "redisson_lock__channel:*");
    return (channels instanceof List<?> list) ? list : List.of();
  }

  private void written() {
    MapWriter<String, String> writer = new MapWriter<>();
    Cache<String, String> cache = open(texts().writer(() -> writer).writeThrough(true));
    cache.put("a", "1");
    cache.putAll(Map.of("b", "2", "c", "3"));
    cache.removeAll(KEYS);
    assertThat(writer.source()).isEmpty();
    destroy();
  }

  /** A processor that takes so long that its lease has to be prolonged. */
  private void held() {
    Cache<String, String> cache = open(texts().holdLease(Duration.ofMillis(1500)));
    cache.invoke(
        "a",
        (entry, arguments) -> {
          AtomicLong last = new AtomicLong(remaining("x:s:a"));
          await()
              .until(
                  () -> {
                    long left = remaining("x:s:a");
                    return left > last.getAndSet(left);
                  });
          entry.setValue("1");
          return null;
        });
    assertThat(cache.get("a")).isEqualTo("1");
    destroy();
  }

  /** The milliseconds that a key of the cache has left: -1 for no end, -2 for no such key. */
  private long remaining(String key) {
    List<String> names = server.texts("KEYS", "*}:" + key);
    return names.isEmpty() ? -2 : server.number("PTTL", names.get(0));
  }
}
