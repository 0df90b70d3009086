package org.entresol.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.entresol.jcache.TestCaches.listening;
import static org.entresol.jcache.TestCaches.texts;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.event.EventType;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Synchronous listeners that write other keys neither block each other nor lose an event. */
@Tag("unit")
class ListenerWaitTest {
  @RegisterExtension private final TestCaches caches = new TestCaches();

  private final CyclicBarrier bothListen = new CyclicBarrier(2);

  private Cache<String, String> open(Ear<String, String> ear) {
    return caches.open(listening(texts(), ear));
  }

  /** On the first event of a key, which the test made: writes the other key. */
  private void crossWise(Ear.Heard<String, String> event) {
    if (Objects.requireNonNull(event.value()).startsWith("test")) {
      meet();
      caches.cache().put(event.key().equals("a") ? "b" : "a", "listener");
    }
  }

  private void meet() {
    try {
      bothListen.await();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @RepeatedTest(50)
  void listeners_writingEachOthersKey_hearEverythingInOrder() {
    Ear<String, String> ear = new Ear<>(this::crossWise);
    Cache<String, String> cache = open(ear);

    Crew.Task<Boolean> other = Crew.run(() -> cache.put("a", "test"));
    Crew.promptly(() -> cache.put("b", "test"));
    other.result();

    for (String key : List.of("a", "b")) {
      assertThat(ear.heardOf(key))
          .containsExactly(
              new Ear.Heard<>(EventType.CREATED, key, null, "test"),
              new Ear.Heard<>(EventType.UPDATED, key, "test", "listener"));
    }
    Crew.promptly(() -> cache.removeAll());
    assertThat(ear.heard()).hasSize(6);
  }

  @RepeatedTest(50)
  void listenerAndProcessor_waitingForEachOther_end() {
    CountDownLatch processing = new CountDownLatch(1);
    CountDownLatch listening = new CountDownLatch(1);
    Ear<String, String> ear =
        new Ear<>(
            event -> {
              if (Objects.requireNonNull(event.value()).equals("test")) {
                listening.countDown();
                Crew.await(processing);
                caches.cache().put("held", "listener");
              }
            });
    Cache<String, String> cache = open(ear);

    Crew.Task<Boolean> listener =
        Crew.run(
            () -> {
              Throwable thrown = catchThrowable(() -> cache.put("heard", "test"));
              assertThat(thrown == null || thrown instanceof CacheException).isTrue();
            });
    Crew.promptly(
        () ->
            cache.invoke(
                "held",
                (entry, arguments) -> {
                  Crew.await(listening);
                  processing.countDown();
                  cache.put("heard", "processor");
                  entry.setValue("processor");
                  return true;
                }));
    listener.result();

    assertThat(ear.heardOf("heard"))
        .extracting(Ear.Heard::value)
        .containsExactly("test", "processor");
    assertThat(ear.heardOf("held")).extracting(Ear.Heard::value).contains("processor");
  }

  @Test
  void listeners_underAStormOfCrossWrites_hearEveryChangeOnce() {
    Ear<String, String> ear =
        new Ear<>(
            event -> {
              String value = Objects.requireNonNull(event.value());
              if (value.startsWith("test")) {
                String next = "k" + (event.key().charAt(1) - '0' + 1) % 4;
                caches.cache().put(next, "listener " + value + event.key());
              }
            });
    Cache<String, String> cache = open(ear);

    Crew.race(
        4,
        thread ->
            () -> {
              for (int i = 0; i < 500; i++) {
                cache.put("k" + (thread + i) % 4, "test " + thread + "." + i);
              }
              return true;
            });

    assertThat(ear.heard()).hasSize(4_000);
    assertThat(ear.heard()).extracting(Ear.Heard::value).doesNotHaveDuplicates();
    for (int key = 0; key < 4; key++) {
      assertChain(ear.heardOf("k" + key));
    }
  }

  private static void assertChain(List<Ear.Heard<String, String>> heard) {
    for (int i = 1; i < heard.size(); i++) {
      assertThat(heard.get(i).oldValue()).isEqualTo(heard.get(i - 1).value());
    }
  }
}
