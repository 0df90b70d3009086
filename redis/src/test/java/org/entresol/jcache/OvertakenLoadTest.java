package org.entresol.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.cache.Cache;
import org.entresol.EntresolConfiguration;
import org.entresol.Stack;
import org.entresol.guard.SingleFlight;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Loads whose key another node changes before they have ended. */
@Tag("server")
class OvertakenLoadTest {
  @RegisterExtension private final RedisNodes nodes = new RedisNodes();

  private final AtomicReference<String> source = new AtomicReference<>("old");
  private final CountDownLatch loading = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);

  /** What another node does after the source has changed. */
  enum Notice {
    PUT,
    REMOVE,
    CLEAR;

    void give(Cache<String, String> cache) {
      switch (this) {
        case PUT -> cache.put("key", "new");
        case REMOVE -> cache.remove("key");
        case CLEAR -> cache.clear();
      }
    }
  }

  private EntresolConfiguration<String, String> configuration() {
    return RedisNodes.texts(Stack.REDIS)
        .loader(() -> new FunctionLoader<>(key -> load()))
        .readThrough(true)
        .build();
  }

  private @Nullable String load() {
    String read = source.get();
    loading.countDown();
    try {
      assertThat(released.await(1, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return read;
  }

  @ParameterizedTest
  @EnumSource
  void get_afterAnotherNodesNotice_isNotGivenWhatWasReadBeforeIt(Notice notice) throws Exception {
    Cache<String, String> one = nodes.node("one").createCache("c", configuration());
    Cache<String, String> other = nodes.node("other").createCache("c", configuration());
    FutureTask<String> early = new FutureTask<>(() -> one.get("key"));
    new Thread(early).start();
    assertThat(loading.await(1, TimeUnit.MINUTES)).isTrue();

    source.set("new");
    notice.give(other);
    FutureTask<String> late = new FutureTask<>(() -> one.get("key"));
    Thread reader = new Thread(late);
    reader.start();
    await().until(() -> late.isDone() || waitsForALoad(reader));
    released.countDown();

    assertThat(late.get(1, TimeUnit.MINUTES)).isEqualTo("new");
    assertThat(early.get(1, TimeUnit.MINUTES)).isIn("old", "new");
    assertThat(one.get("key")).isEqualTo("new");
  }

  private static boolean waitsForALoad(Thread thread) {
    return Arrays.stream(thread.getStackTrace())
        .anyMatch(frame -> frame.getClassName().startsWith(SingleFlight.class.getName()));
  }
}
