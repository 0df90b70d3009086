package org.entresol.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.entresol.jcache.TestCaches.numbers;
import static org.entresol.jcache.TestCaches.texts;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import org.entresol.EntresolCache;
import org.entresol.EntresolCacheManager;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A manager creates, finds and closes caches by name, until it is closed itself. */
@Tag("unit")
class ManagerLifeCycleTest {
  @RegisterExtension private final TestCaches caches = new TestCaches();

  private final AtomicInteger opened = new AtomicInteger();
  private final AtomicInteger closed = new AtomicInteger();

  /** A policy that must be closed. */
  private ClosingPolicy policy() {
    opened.incrementAndGet();
    return new ClosingPolicy(closed::incrementAndGet);
  }

  private CacheManager manager() {
    return caches.manager();
  }

  private MutableConfiguration<String, String> counting() {
    return texts().setExpiryPolicyFactory(this::policy);
  }

  @Test
  void cache_onceCreated_isFoundByItsName() {
    Cache<String, String> cache = manager().createCache("a", texts());
    manager().createCache("b", texts());

    assertThat(manager().<String, String>getCache("a")).isSameAs(cache);
    assertThat(manager().getCache("a", String.class, String.class)).isSameAs(cache);
    assertThat(manager().getCacheNames()).containsExactlyInAnyOrder("a", "b");
    assertThat(cache.getName()).isEqualTo("a");
    assertThat(cache.getCacheManager()).isSameAs(manager());
  }

  @Test
  void cache_ofAnUnknownName_isNull() {
    assertThat(manager().<String, String>getCache("none")).isNull();
    assertThat(manager().getCache("none", String.class, String.class)).isNull();
    assertThatCode(() -> manager().destroyCache("none")).doesNotThrowAnyException();
  }

  @Test
  void cache_askedForWithOtherTypes_isRefused() {
    manager().createCache("typed", numbers());
    manager().createCache("untyped", new MutableConfiguration<>());

    assertThatThrownBy(() -> manager().getCache("typed", String.class, String.class))
        .isInstanceOf(ClassCastException.class)
        .hasMessageContainingAll("typed", "java.lang.Integer");
    assertThatThrownBy(() -> manager().getCache("typed", Long.class, Integer.class))
        .isInstanceOf(ClassCastException.class);
    assertThatThrownBy(() -> manager().getCache("untyped", String.class, String.class))
        .isInstanceOf(ClassCastException.class);
    assertThat(manager().getCache("untyped", Object.class, Object.class)).isNotNull();
    assertThat(manager().<String, Integer>getCache("typed")).isNotNull();
  }

  @Test
  void nulls_asArguments_areRefused() {
    CacheManager manager = manager();
    Stream<Consumer<CacheManager>> calls =
        Stream.of(
            m -> m.createCache(null, texts()),
            m -> m.createCache("a", null),
            m -> m.getCache(null),
            m -> m.getCache(null, String.class, String.class),
            m -> m.getCache("a", null, String.class),
            m -> m.getCache("a", String.class, null),
            m -> m.destroyCache(null),
            m -> m.enableManagement(null, true),
            m -> m.enableStatistics(null, true));

    assertThat(calls)
        .allSatisfy(
            call ->
                assertThatThrownBy(() -> call.accept(manager))
                    .isInstanceOf(NullPointerException.class));
  }

  @Test
  void names_handedOut_areASnapshot() {
    manager().createCache("a", texts());
    Iterable<String> names = manager().getCacheNames();
    manager().createCache("b", texts());

    assertThat(names).containsExactly("a");
    assertThatThrownBy(() -> names.iterator().remove())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void cache_ofANameThatIsTaken_isRefused() {
    Cache<String, String> first = manager().createCache("a", counting());
    first.put("k", "1");

    assertThatThrownBy(() -> manager().createCache("a", counting()))
        .isInstanceOf(CacheException.class)
        .hasMessageContaining("'a'");

    assertThat(first.get("k")).isEqualTo("1");
    assertThat(opened).hasValue(1);
  }

  @Test
  void cache_createdByManyThreads_hasOneWinner() {
    List<Optional<Cache<String, String>>> created =
        Crew.race(
            8,
            thread ->
                () -> {
                  try {
                    return Optional.of(manager().createCache("a", counting()));
                  } catch (CacheException e) {
                    return Optional.empty();
                  }
                });

    Cache<String, String> winner = manager().getCache("a");
    assertThat(created.stream().flatMap(Optional::stream)).containsExactly(winner);
    caches.provider().close();
    assertThat(closed).hasValue(opened.get());
  }

  @Test
  void destroyedCache_isClosedEmptyAndForgotten() {
    Cache<String, String> cache = manager().createCache("a", texts());
    cache.put("k", "1");

    manager().destroyCache("a");

    assertThat(cache.isClosed()).isTrue();
    assertThat(manager().<String, String>getCache("a")).isNull();
    assertThat(manager().getCacheNames()).isEmpty();
    assertThat(manager().createCache("a", texts()).get("k")).isNull();
  }

  @Test
  void slowFactory_ofOneCache_holdsUpNoOther() {
    Gate gate = Gate.closed();
    manager().createCache("other", texts());
    Crew.Task<Cache<String, String>> creating =
        Crew.start(() -> manager().createCache("slow", gated(gate)));
    gate.awaitVisitor();

    Crew.promptly(
        () -> {
          assertThat(manager().<String, String>getCache("other")).isNotNull();
          manager().createCache("third", texts());
          manager().destroyCache("third");
        });

    gate.open();
    assertThat(creating.result()).isSameAs(manager().getCache("slow"));
  }

  private MutableConfiguration<String, String> gated(Gate gate) {
    return texts()
        .setExpiryPolicyFactory(
            () -> {
              gate.pass();
              return policy();
            });
  }

  @Test
  void closeOfTheManager_whileACacheIsCreated_leavesNothingOpen() {
    Gate gate = Gate.closed();
    CacheManager manager = manager();
    Crew.Task<Cache<String, String>> creating =
        Crew.start(() -> manager.createCache("slow", gated(gate)));
    gate.awaitVisitor();

    Crew.promptly(manager::close);
    gate.open();

    assertThatThrownBy(creating::result).isInstanceOf(IllegalStateException.class);
    assertThat(closed).hasValue(1);
  }

  @Test
  void close_ofTheManager_closesItsCachesOnce() {
    CacheManager manager = manager();
    Cache<String, String> one = manager.createCache("one", counting());
    Cache<String, String> two = manager.createCache("two", counting());
    one.close();

    manager.close();
    manager.close();

    assertThat(two.isClosed()).isTrue();
    assertThat(closed).hasValue(2);
  }

  private static Stream<Consumer<CacheManager>> operations() {
    return Stream.of(
        manager -> manager.createCache("a", texts()),
        manager -> manager.getCache("a"),
        manager -> manager.getCache("a", String.class, String.class),
        manager -> manager.getCacheNames(),
        manager -> manager.destroyCache("a"),
        manager -> manager.enableManagement("a", true),
        manager -> manager.enableStatistics("a", true));
  }

  @ParameterizedTest
  @MethodSource("operations")
  void operation_onAClosedManager_isRefused(Consumer<CacheManager> operation) {
    CacheManager manager = manager();
    manager.createCache("a", texts());
    manager.close();

    assertThatThrownBy(() -> operation.accept(manager)).isInstanceOf(IllegalStateException.class);
    assertThat(manager.isClosed()).isTrue();
    assertThat(manager.getURI()).isEqualTo(caches.provider().getDefaultURI());
  }

  @Test
  void unwrap_leadsToWhatJCacheLacks_andFromThereOnNothingIsUnwrapped() {
    EntresolCacheManager manager = manager().unwrap(EntresolCacheManager.class);

    EntresolCache<String, String> made = manager.createCache("a", texts());

    made.put("k", "v");
    made.invalidate("k");
    EntresolCache<String, String> found = manager.getCache("a", String.class, String.class);
    assertThat(found == made && manager.<String, String>getCache("a") == made).isTrue();
    assertThat(made.getFresh("k")).isNull();
    assertThat(made.getCacheManager()).isSameAs(manager);
  }

  @Test
  void unwrap_givesOwnTypesOnly() {
    assertThat(manager().unwrap(CacheManager.class)).isSameAs(manager());
    assertThat(manager().unwrap(EntresolCacheManager.class)).isSameAs(manager());
    assertThatThrownBy(() -> manager().unwrap(String.class))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
