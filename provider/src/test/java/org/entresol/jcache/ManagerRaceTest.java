package org.entresol.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entresol.jcache.TestCaches.texts;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.spi.CachingProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Of each URI there is one manager at a time, also while it opens or closes. */
@Tag("unit")
class ManagerRaceTest {
  private static final int ROUNDS = 100;

  @RegisterExtension private final TestCaches caches = new TestCaches();

  private final Gate gate = Gate.closed();

  private CachingProvider provider() {
    return caches.provider();
  }

  private CacheManager closing(Runnable last) {
    CacheManager manager = provider().getCacheManager();
    manager.createCache("a", texts().setExpiryPolicyFactory(() -> new ClosingPolicy(last)));
    return manager;
  }

  @Test
  void getCacheManager_whileOneCloses_waitsAndIsAnother() {
    CacheManager first = closing(gate::pass);
    Crew.Task<Boolean> closing = Crew.run(first::close);
    gate.awaitVisitor();

    Crew.Task<CacheManager> second = Crew.start(() -> provider().getCacheManager()).awaitBlocked();
    assertThat(second.isDone()).isFalse();
    gate.open();

    closing.result();
    assertThat(second.result()).isNotSameAs(first);
    assertThat(second.result().isClosed()).isFalse();
    assertThat(second.result()).isSameAs(provider().getCacheManager());
  }

  @Test
  void getCacheManager_ofWhoIsClosingIt_isRefused() {
    AtomicReference<Throwable> told = new AtomicReference<>();
    CacheManager manager =
        closing(
            () -> {
              try {
                provider().getCacheManager();
              } catch (CacheException e) {
                told.set(e);
              }
            });

    Crew.promptly(manager::close);

    assertThat(told.get()).hasMessageContaining("is being closed");
  }

  @Test
  void getCacheManager_ofAListenerThatClosingWaitsFor_isRefusedAtOnce() {
    AtomicReference<Throwable> told = new AtomicReference<>();
    CacheManager manager = provider().getCacheManager();
    CacheEntryCreatedListener<String, String> listener =
        events -> {
          gate.pass();
          try {
            provider().getCacheManager();
          } catch (CacheException e) {
            told.set(e);
          }
        };
    manager
        .createCache(
            "a", texts().addCacheEntryListenerConfiguration(TestCaches.asynchronous(listener)))
        .put("k", "1");
    gate.awaitVisitor();

    Crew.Task<Boolean> closing = Crew.run(manager::close).awaitBlocked();
    gate.open();

    closing.result();
    assertThat(told.get()).hasMessageContaining("is being closed");
  }

  @Test
  void managers_openedAndClosedByMany_areNeverGivenClosedAndNeverTwo() {
    AtomicInteger open = new AtomicInteger();
    List<Integer> most =
        Crew.race(
            4,
            thread ->
                () -> {
                  int seen = 0;
                  for (int round = 0; round < ROUNDS; round++) {
                    seen = Math.max(seen, openAndClose(open));
                  }
                  return seen;
                });

    assertThat(most).allMatch(seen -> seen <= 1);
  }

  /** The most caches that were open at once; each is closed with its manager. */
  private int openAndClose(AtomicInteger open) {
    int seen = 0;
    CacheManager manager = provider().getCacheManager();
    try {
      manager.createCache(
          "a",
          texts()
              .setExpiryPolicyFactory(
                  () -> {
                    open.incrementAndGet();
                    return new ClosingPolicy(open::decrementAndGet);
                  }));
      seen = open.get();
    } catch (CacheException | IllegalStateException e) {
      // Another made it, or closed the manager; both may be.
      assertThat(e.getMessage()).containsAnyOf("exists already", "is closed");
    }
    manager.close();
    return seen;
  }

  @Test
  void getCacheManager_whoseWaitIsInterrupted_isACacheException() {
    CacheManager first = closing(gate::pass);
    Crew.Task<Boolean> closing = Crew.run(first::close);
    gate.awaitVisitor();
    Interruptions.assertEnds(() -> provider().getCacheManager());

    gate.open();
    closing.result();
  }
}
