package org.entresol.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.entresol.jcache.TestCaches.texts;

import java.io.Closeable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.integration.CacheLoader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whether there is a cache of a name has one answer, for all threads and methods. */
@Tag("unit")
class NameRaceTest {
  private static final int ROUNDS = 200;

  @RegisterExtension private final TestCaches caches = new TestCaches();

  private final Gate gate = Gate.closed();

  private CacheManager manager() {
    return caches.manager();
  }

  /** A configuration whose making runs this first. */
  private static MutableConfiguration<String, String> making(Runnable first) {
    return texts()
        .setExpiryPolicyFactory(
            () -> {
              first.run();
              return new EternalExpiryPolicy();
            });
  }

  /** A configuration whose closing runs this. */
  private static MutableConfiguration<String, String> closing(Runnable last) {
    return texts().setCacheLoaderFactory(() -> new LastLoader(last));
  }

  /** A loader that is closed with its cache. */
  private record LastLoader(Runnable last) implements CacheLoader<String, String>, Closeable {
    @Override
    public @Nullable String load(String key) {
      return null;
    }

    @Override
    public Map<String, String> loadAll(Iterable<? extends String> keys) {
      return Map.of();
    }

    @Override
    public void close() {
      last.run();
    }
  }

  private Crew.Task<Cache<String, String>> startMaking() {
    Crew.Task<Cache<String, String>> making =
        Crew.start(() -> manager().createCache("a", making(gate::pass)));
    gate.awaitVisitor();
    return making;
  }

  private Crew.Task<Boolean> startDestroying() {
    manager().createCache("a", closing(gate::pass)).put("k", "1");
    Crew.Task<Boolean> destroying = Crew.run(() -> manager().destroyCache("a"));
    gate.awaitVisitor();
    return destroying;
  }

  @Test
  void createCache_thatIsToldOfAnother_findsIt() {
    for (int round = 0; round < ROUNDS; round++) {
      String name = "c" + round;
      List<Cache<String, String>> found =
          Crew.race(
              2,
              thread ->
                  () -> {
                    try {
                      return manager().createCache(name, making(Thread::yield));
                    } catch (CacheException e) {
                      return manager().getCache(name);
                    }
                  });
      assertThat(found.get(0)).isNotNull();
      assertThat(found.get(1) == found.get(0)).isTrue();
    }
  }

  @Test
  void createCache_ofANameInTheMaking_isRefusedWhenThatIsThere() {
    Crew.Task<Cache<String, String>> first = startMaking();
    Crew.Task<Cache<String, String>> second =
        Crew.start(() -> manager().createCache("a", texts())).awaitBlocked();

    gate.open();

    assertThatThrownBy(second::result)
        .isInstanceOf(CacheException.class)
        .hasMessageContaining("exists already");
    assertThat(manager().<String, String>getCache("a") == first.result()).isTrue();
  }

  @Test
  void createCache_afterOneInTheMakingThatFails_makesIt() {
    Crew.Task<Cache<String, String>> first =
        Crew.start(
            () ->
                manager()
                    .createCache(
                        "a",
                        making(
                            () -> {
                              gate.pass();
                              throw new IllegalArgumentException("no policy");
                            })));
    gate.awaitVisitor();
    Crew.Task<Cache<String, String>> second =
        Crew.start(() -> manager().createCache("a", texts())).awaitBlocked();

    gate.open();

    assertThatThrownBy(first::result).hasStackTraceContaining("no policy");
    assertThat(second.result() == manager().<String, String>getCache("a")).isTrue();
  }

  private static Stream<Consumer<CacheManager>> lookups() {
    return Stream.of(
        manager -> assertThat(manager.<String, String>getCache("a") != null).isTrue(),
        manager -> assertThat(manager.getCache("a", String.class, String.class) != null).isTrue(),
        manager -> assertThat(manager.getCacheNames()).containsExactly("a"),
        manager -> manager.enableStatistics("a", true),
        manager -> {
          manager.destroyCache("a");
          assertThat(manager.getCacheNames()).isEmpty();
        });
  }

  @ParameterizedTest
  @MethodSource("lookups")
  void lookup_ofANameInTheMaking_seesWhatIsMade(Consumer<CacheManager> lookup) {
    Crew.Task<Cache<String, String>> making = startMaking();
    Crew.Task<Boolean> looking = Crew.run(() -> lookup.accept(manager())).awaitBlocked();

    gate.open();

    making.result();
    looking.result();
  }

  @Test
  void maker_ofAName_isToldWithoutWaiting() {
    List<Object> seen = new ArrayList<>();
    CacheManager manager = manager();
    Runnable within =
        () -> {
          seen.add(manager.getCache("a") == null);
          seen.add(List.of(manager.getCacheNames()));
          assertThatThrownBy(() -> manager.createCache("a", texts()))
              .isInstanceOf(CacheException.class)
              .hasMessageContaining("exists already");
          manager.destroyCache("a");
        };

    Crew.promptly(() -> manager.createCache("a", making(within)));

    assertThat(seen).containsExactly(true, List.of(List.of()));
    assertThat(manager.getCacheNames()).containsExactly("a");
  }

  @Test
  void createCache_whileThatOfTheNameEnds_waitsForIt() {
    Crew.Task<Boolean> destroying = startDestroying();

    assertThat(manager().<String, String>getCache("a") == null).isTrue();
    assertThat(manager().getCacheNames()).isEmpty();
    Crew.Task<Cache<String, String>> making =
        Crew.start(() -> manager().createCache("a", texts())).awaitBlocked();
    assertThat(making.isDone()).isFalse();
    gate.open();

    destroying.result();
    assertThat(making.result().get("k")).isNull();
    assertThat(manager().<String, String>getCache("a") == making.result()).isTrue();
  }

  @Test
  void destroyCache_whileAnotherDestroysIt_returnsWhenItIsGone() {
    Crew.Task<Boolean> destroying = startDestroying();
    Crew.Task<Boolean> second = Crew.run(() -> manager().destroyCache("a")).awaitBlocked();

    assertThat(second.isDone()).isFalse();
    gate.open();

    destroying.result();
    second.result();
  }

  @Test
  void closing_ofACache_isToldWithoutWaiting() {
    AtomicReference<Throwable> told = new AtomicReference<>();
    CacheManager manager = manager();
    manager.createCache(
        "a",
        closing(
            () -> {
              manager.destroyCache("a");
              try {
                manager.createCache("a", texts());
              } catch (CacheException e) {
                told.set(e);
              }
            }));

    Crew.promptly(() -> manager.destroyCache("a"));

    assertThat(told.get()).hasMessageContaining("is being closed");
    assertThat(manager.getCacheNames()).isEmpty();
  }

  @Test
  void makers_thatLookForEachOther_bothEnd() {
    CacheManager manager = manager();
    Gate other = Gate.closed();
    CountDownLatch passed = new CountDownLatch(1);
    Crew.Task<Cache<String, String>> first =
        Crew.start(
            () ->
                manager.createCache(
                    "a",
                    making(
                        () -> {
                          gate.pass();
                          passed.countDown();
                          manager.getCache("b");
                        })));
    gate.awaitVisitor();
    Crew.Task<Cache<String, String>> second =
        Crew.start(
            () ->
                manager.createCache(
                    "b",
                    making(
                        () -> {
                          other.pass();
                          manager.getCacheNames();
                          manager.getCache("a");
                        })));
    other.awaitVisitor();
    gate.open();
    Crew.await(passed);
    first.awaitBlocked();
    other.open();

    assertThatThrownBy(second::result).hasStackTraceContaining("would never end");
    assertThat(manager.<String, String>getCache("a") == first.result()).isTrue();
    assertThat(manager.getCacheNames()).containsExactly("a");
  }

  @Test
  void interrupt_ofWhoWaits_isACacheExceptionAndStays() {
    Crew.Task<Cache<String, String>> making = startMaking();
    Interruptions.assertEnds(() -> manager().getCache("a"));

    gate.open();
    making.result();
  }

  @Test
  void closeOfTheManager_whileOthersWaitForAName_letsThemGo() {
    Crew.Task<Cache<String, String>> making = startMaking();
    CacheManager manager = manager();
    List<Crew.Task<Object>> waiting =
        Stream.<Callable<Object>>of(
                () -> manager.getCache("a"),
                () -> manager.createCache("a", texts()),
                manager::getCacheNames)
            .map(call -> Crew.start(call).awaitBlocked())
            .toList();

    Crew.promptly(manager::close);

    assertThat(waiting)
        .allSatisfy(
            task -> assertThatThrownBy(task::result).isInstanceOf(IllegalStateException.class));
    gate.open();
    assertThatThrownBy(making::result).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void closeOfTheManager_whileAnotherClosesACache_waitsForIt() {
    CacheManager manager = manager();
    Cache<String, String> cache = manager.createCache("a", closing(gate::pass));
    Crew.Task<Boolean> one = Crew.run(cache::close);
    gate.awaitVisitor();
    Crew.Task<Boolean> all = Crew.run(manager::close).awaitBlocked();

    assertThat(all.isDone()).isFalse();
    gate.open();

    one.result();
    all.result();
  }
}
