package org.entresol.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import javax.cache.Cache;
import org.entresol.EntresolConfiguration;
import org.entresol.Stack;
import org.entresol.fixtures.MemoryLab;
import org.entresol.jcache.Crew;
import org.entresol.jcache.FunctionLoader;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of a load when all there is is removed before it is stored. */
@Tag("unit")
class RemovedLoadTest {

  private static final String KEY = "k";

  @RegisterExtension private final MemoryLab lab = new MemoryLab();

  private final AtomicBoolean isToBeStored = new AtomicBoolean();
  private volatile String source = "before";

  @ParameterizedTest
  @EnumSource(names = {"HEAP_REDIS", "REDIS"})
  void removeAll_loadOnItsWayToTheTier_isNotStoredAfterIt(Stack stack) {
    Cache<String, String> cache = open(stack);
    beforeEachCallHere(() -> changeIfLoaded(cache));

    assertThat(cache.get(KEY)).isNotNull();
    assertThat(cache.get(KEY)).isEqualTo("after");
  }

  @ParameterizedTest
  @EnumSource(names = {"HEAP_REDIS", "REDIS"})
  void removeAll_loadThatAnEarlierOneHasOvertaken_isNotStoredAfterIt(Stack stack) {
    Cache<String, String> cache = open(stack);
    beforeEachCallHere(
        () -> {
          if (!changeIfLoaded(cache)) {
            Crew.promptly(cache::removeAll);
          }
        });

    assertThat(cache.get(KEY)).isNotNull();
    lab.node("one").link().mend();
    assertThat(cache.get(KEY)).isEqualTo("after");
  }

  private Cache<String, String> open(Stack stack) {
    return lab.manager("one")
        .createCache(
            "c",
            EntresolConfiguration.builder(String.class, String.class)
                .stack(stack)
                .loader(() -> new FunctionLoader<>(this::load))
                .readThrough(true)
                .build());
  }

  private String load(String key) {
    String value = source;
    isToBeStored.set(value.equals("before"));
    return value;
  }

  private void beforeEachCallHere(Runnable intruder) {
    Thread here = Thread.currentThread();
    lab.node("one")
        .link()
        .before(
            () -> {
              if (Thread.currentThread() == here) {
                intruder.run();
              }
            });
  }

  /** Changes the source, and lets the cache know, between a load and the storing of its result. */
  private boolean changeIfLoaded(Cache<String, String> cache) {
    boolean loaded = isToBeStored.compareAndSet(true, false);
    if (loaded) {
      source = "after";
      Crew.promptly(cache::removeAll);
    }
    return loaded;
  }
}
