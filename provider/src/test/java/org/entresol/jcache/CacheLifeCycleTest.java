package org.entresol.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.entresol.jcache.TestCaches.asynchronous;
import static org.entresol.jcache.TestCaches.loading;
import static org.entresol.jcache.TestCaches.synchronous;
import static org.entresol.jcache.TestCaches.texts;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.integration.CompletionListenerFuture;
import org.entresol.EntresolCache;
import org.entresol.EntresolConfiguration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A cache after its end: nothing works, nothing runs, and nothing is kept. */
@Tag("unit")
class CacheLifeCycleTest {
  private static final String KEY = "k";

  @RegisterExtension private final TestCaches caches = new TestCaches();

  private static Stream<Consumer<Cache<String, String>>> operations() {
    return Stream.of(
        cache -> cache.get(KEY),
        cache -> cache.getAll(Set.of(KEY)),
        cache -> cache.containsKey(KEY),
        cache -> cache.loadAll(Set.of(KEY), true, null),
        cache -> cache.put(KEY, "1"),
        cache -> cache.getAndPut(KEY, "1"),
        cache -> cache.putAll(Map.of(KEY, "1")),
        cache -> cache.putIfAbsent(KEY, "1"),
        cache -> cache.remove(KEY),
        cache -> cache.remove(KEY, "1"),
        cache -> cache.getAndRemove(KEY),
        cache -> cache.replace(KEY, "1"),
        cache -> cache.replace(KEY, "1", "2"),
        cache -> cache.getAndReplace(KEY, "1"),
        cache -> cache.removeAll(Set.of(KEY)),
        cache -> cache.removeAll(),
        cache -> cache.clear(),
        cache -> cache.invoke(KEY, (entry, arguments) -> true),
        cache -> cache.invokeAll(Set.of(KEY), (entry, arguments) -> true),
        cache -> assertThat(cache.iterator()).isNotNull(),
        cache -> cache.registerCacheEntryListener(synchronous(new Ear<>())),
        cache -> cache.deregisterCacheEntryListener(synchronous(new Ear<>())));
  }

  @ParameterizedTest
  @MethodSource("operations")
  void operation_onAClosedCache_isRefused(Consumer<Cache<String, String>> operation) {
    Cache<String, String> cache = caches.open(texts());
    cache.close();

    assertThatThrownBy(() -> operation.accept(cache))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void iterator_ofAClosedCache_isRefused() {
    Cache<String, String> cache = caches.open(texts());
    cache.putAll(Map.of("a", "1", "b", "1"));
    Iterator<Cache.Entry<String, String>> iterator = cache.iterator();
    iterator.next();

    cache.close();

    assertThatThrownBy(iterator::hasNext).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(iterator::next).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(iterator::remove).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void close_ofACache_takesItOutOfItsManager() {
    Cache<String, String> cache = caches.open(texts());
    CacheManager manager = caches.manager();
    assertThat(cache.isClosed()).isFalse();

    cache.close();
    cache.close();

    assertThat(cache.isClosed()).isTrue();
    assertThat(cache.getName()).isEqualTo("test");
    assertThat(cache.getCacheManager()).isSameAs(manager);
    assertThat(manager.getCacheNames()).isEmpty();
    assertThat(manager.<String, String>getCache("test")).isNull();
  }

  @Test
  void close_ofAnOldCache_leavesItsSuccessorAlone() {
    Cache<String, String> old = caches.open(texts());
    old.close();
    Cache<String, String> successor = caches.open(texts());
    successor.put(KEY, "1");

    old.close();

    assertThat(caches.<String, String>cache()).isSameAs(successor);
    assertThat(successor.get(KEY)).isEqualTo("1");
  }

  @Test
  void cache_openedAgain_isEmpty() {
    Cache<String, String> first = caches.open(texts());
    first.put(KEY, "1");
    first.close();

    assertThat(caches.open(texts())).isEmpty();
  }

  @Test
  void close_whileAProcessorRuns_doesNotWaitForIt() {
    Gate gate = Gate.closed();
    Cache<String, String> cache = caches.open(texts());
    cache.put(KEY, "1");
    Crew.Task<Boolean> processor =
        Crew.start(
            () ->
                cache.invoke(
                    KEY,
                    (entry, arguments) -> {
                      gate.pass();
                      entry.setValue("2");
                      return true;
                    }));
    gate.awaitVisitor();

    Crew.promptly(cache::close);
    Cache<String, String> successor = caches.open(texts());
    gate.open();

    assertThat(processor.result()).isTrue();
    assertThat(successor).isEmpty();
  }

  @Test
  void close_whileALoadRuns_letsItEnd() {
    Gate gate = Gate.closed();
    FunctionLoader<String, String> loader =
        new FunctionLoader<>(
            key -> {
              gate.pass();
              return "loaded";
            });
    Cache<String, String> cache = caches.open(loading(texts(), loader));
    CompletionListenerFuture done = new CompletionListenerFuture();
    cache.loadAll(Set.of(KEY), true, done);
    gate.awaitVisitor();

    Crew.Task<Boolean> closing = Crew.run(cache::close).awaitBlocked();
    gate.open();

    closing.result();
    assertThat(done.isDone()).isTrue();
  }

  @Test
  void close_byAListenerOrLoader_ends() {
    Ear<String, String> ear = new Ear<>(event -> caches.cache().close());
    Cache<String, String> first = caches.open(texts());
    first.registerCacheEntryListener(asynchronous(ear));
    first.put(KEY, "1");
    Crew.until(first::isClosed);

    Cache<String, String> second =
        caches.open(
            loading(
                texts(),
                new FunctionLoader<>(
                    key -> {
                      caches.cache().close();
                      return "loaded";
                    })));
    Crew.promptly(() -> assertThat(second.get(KEY)).isEqualTo("loaded"));
    assertThat(second.isClosed()).isTrue();
  }

  @Test
  void threads_ofAClosedProvider_end() throws Exception {
    Ear<String, String> ear = new Ear<>();
    Cache<String, String> cache =
        caches.open(loading(texts(), new FunctionLoader<>(key -> "loaded")));
    cache.registerCacheEntryListener(asynchronous(ear));
    CompletionListenerFuture done = new CompletionListenerFuture();
    cache.loadAll(Set.of("a", "b"), true, done);
    done.get();
    Crew.until(() -> ear.heard().size() == 2);
    assertThat(ownThreads()).isNotEmpty();

    caches.provider().close();

    Crew.until(() -> ownThreads().isEmpty());
  }

  private static List<String> ownThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("entresol-"))
        .toList();
  }

  @Test
  void configuration_asked_isACopyOfWhatWasGiven() {
    MutableConfiguration<String, String> given = texts().setStoreByValue(false);
    Cache<String, String> cache = caches.open(given);

    given.setStatisticsEnabled(true);

    assertThat(TestCaches.configurationOf(cache).isStatisticsEnabled()).isFalse();
    assertThat(TestCaches.configurationOf(cache).isStoreByValue()).isFalse();
    assertThat(TestCaches.configurationOf(cache)).isInstanceOf(EntresolConfiguration.class);
  }

  @Test
  void unwrap_givesTheCacheAndItsStoreOnly() {
    Cache<String, String> cache = caches.open(texts());

    assertThat(cache.unwrap(EntresolCache.class) == cache).isTrue();
    assertThat(cache.unwrap(com.github.benmanes.caffeine.cache.Cache.class) != null).isTrue();
    assertThatThrownBy(() -> cache.unwrap(String.class))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
