package org.entresol.jcache;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.integration.CacheLoaderException;
import org.entresol.EntresolConfiguration;
import org.entresol.Stack;
import org.entresol.TestStacks;
import org.entresol.fixtures.MemoryLab;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How long calls wait for others, what an interrupt does to that, and what to a load. */
@Tag("unit")
@Timeout(60)
class PatienceTest {

  private static final String KEY = "k";

  @RegisterExtension private final MemoryLab lab = new MemoryLab();

  private final Gate gate = Gate.closed();

  private EntresolConfiguration.Builder<String, String> builder(Stack stack) {
    return EntresolConfiguration.builder(String.class, String.class).stack(stack);
  }

  private Cache<String, String> open(EntresolConfiguration.Builder<String, String> builder) {
    return lab.manager("one").createCache("c", builder.build());
  }

  private Crew.Task<String> hold(Cache<String, String> cache) {
    Crew.Task<String> holder =
        Crew.start(
            () ->
                cache.invoke(
                    KEY,
                    (entry, no) -> {
                      gate.pass();
                      return "held";
                    }));
    gate.awaitVisitor();
    return holder;
  }

  @ParameterizedTest
  @EnumSource(names = {"REDIS", "HEAP_REDIS"})
  void step_keyHeldInThisVeryNode_isGivenUpWhenItsTimeIsOver(Stack stack) {
    Cache<String, String> cache = open(builder(stack).holdWait(Duration.ofMillis(50)));
    Crew.Task<String> holder = hold(cache);

    assertThatThrownBy(() -> cache.invoke(KEY, (entry, no) -> "never"))
        .isInstanceOf(CacheException.class)
        .hasMessageContaining(KEY)
        .hasMessageContaining("50 ms");
    assertThatThrownBy(() -> cache.put(KEY, "v")).isInstanceOf(CacheException.class);
    assertThatThrownBy(cache::clear).isInstanceOf(CacheException.class);

    gate.open();
    assertThat(holder.result()).isEqualTo("held");
    cache.put(KEY, "v");
    assertThat(cache.get(KEY)).isEqualTo("v");
  }

  @ParameterizedTest
  @TestStacks.Each
  void step_interruptedWhileItWaitsForAHolder_ends(Stack stack) {
    Cache<String, String> cache = open(builder(stack));
    Crew.Task<String> holder = hold(cache);

    Interruptions.assertEnds(() -> cache.invoke(KEY, (entry, no) -> "never"));
    Interruptions.assertEnds(() -> cache.put(KEY, "v"));

    gate.open();
    assertThat(holder.result()).isEqualTo("held");
    assertThat(cache.get(KEY)).isNull();
  }

  // ---- loads

  private Cache<String, String> loading(Stack stack, AtomicInteger loads) {
    return open(
        builder(stack)
            .readThrough(true)
            .loader(
                () ->
                    new FunctionLoader<>(
                        key -> {
                          if (loads.incrementAndGet() == 1) {
                            passUnlessInterrupted();
                          }
                          return "loaded";
                        })));
  }

  private void passUnlessInterrupted() {
    try {
      gate.pass();
    } catch (AssertionError e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @TestStacks.Each
  void get_interruptedWhileItWaitsForALoad_ends(Stack stack) {
    Cache<String, String> cache = loading(stack, new AtomicInteger());
    Crew.Task<String> loader = Crew.start(() -> requireNonNull(cache.get(KEY)));
    gate.awaitVisitor();

    Interruptions.assertEnds(() -> cache.get(KEY));

    gate.open();
    assertThat(loader.result()).isEqualTo("loaded");
  }

  @ParameterizedTest
  @TestStacks.Each
  void get_loaderInterruptedInAnotherThread_loadsAnew(Stack stack) {
    AtomicInteger loads = new AtomicInteger();
    Cache<String, String> cache = loading(stack, loads);
    Crew.Task<Boolean> loader =
        Crew.start(
            () -> {
              assertThatThrownBy(() -> cache.get(KEY)).isInstanceOf(CacheLoaderException.class);
              return true;
            });
    gate.awaitVisitor();
    Crew.Task<String> waiting = Crew.start(() -> requireNonNull(cache.get(KEY))).awaitBlocked();

    loader.interrupt();

    assertThat(waiting.result()).isEqualTo("loaded");
    assertThat(loader.result()).isTrue();
    assertThat(loads).hasValue(2);
  }
}
