package org.entresol.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.cache.CacheManager;
import javax.cache.Caching;
import org.entresol.EntresolConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class MemoizedTest {

  private final CacheManager manager = Caching.getCachingProvider().getCacheManager();
  private final AtomicInteger calls = new AtomicInteger();

  @AfterEach
  void closeManager() {
    manager.close();
  }

  private Memoized<String, Integer> memoized(Function<String, Integer> function) {
    return new Memoized<>(
        manager,
        "memoized",
        EntresolConfiguration.builder(String.class, Integer.class).build(),
        argument -> {
          calls.incrementAndGet();
          return function.apply(argument);
        });
  }

  @Test
  void apply_sameArgument_computesOnce() {
    Memoized<String, Integer> length = memoized(String::length);

    assertThat(length.apply("four")).isEqualTo(4);
    assertThat(length.apply("four")).isEqualTo(4);
    assertThat(length.apply("seven")).isEqualTo(5);
    assertThat(calls).hasValue(2);
  }

  @Test
  void apply_cleared_computesAgain() {
    Memoized<String, Integer> length = memoized(String::length);
    length.apply("four");
    length.results().clear();
    length.apply("four");

    assertThat(calls).hasValue(2);
  }

  @Test
  void apply_functionThrows_sameExceptionAndNothingRemembered() {
    RuntimeException refusal = new UnsupportedOperationException("refused");
    Memoized<String, Integer> failing =
        memoized(
            argument -> {
              throw refusal;
            });

    assertThatThrownBy(() -> failing.apply("four")).isSameAs(refusal);
    assertThatThrownBy(() -> failing.apply("four")).isSameAs(refusal);
    assertThat(calls).hasValue(2);
  }

  /** The function ends when the other thread waits for it, or has run it too. */
  @Test
  void apply_threadThatWaited_getsWhatTheFunctionThrew() throws Exception {
    RuntimeException refusal = new UnsupportedOperationException("refused");
    List<FutureTask<Throwable>> others = new CopyOnWriteArrayList<>();
    Memoized<String, Integer> failing =
        memoized(
            argument -> {
              if (calls.get() == 1) {
                others.forEach(MemoizedTest::startAndAwaitWaiting);
              }
              throw refusal;
            });
    others.add(new FutureTask<>(() -> catchThrowable(() -> failing.apply("four"))));

    assertThatThrownBy(() -> failing.apply("four")).isSameAs(refusal);
    assertThat(others.get(0).get()).isSameAs(refusal);
    assertThat(calls).hasValue(1);
  }

  private static void startAndAwaitWaiting(Runnable task) {
    Thread thread = new Thread(task);
    thread.start();
    Set<Thread.State> waiting = Set.of(Thread.State.WAITING, Thread.State.TIMED_WAITING);
    while (thread.isAlive() && !waiting.contains(thread.getState())) {
      Thread.onSpinWait();
    }
  }

  @Test
  void getAll_someArguments_areComputedAndRemembered() {
    Memoized<String, Integer> length = memoized(String::length);

    assertThat(length.results().getAll(Set.of("four", "seven")))
        .containsEntry("four", 4)
        .containsEntry("seven", 5);
    assertThat(length.apply("four")).isEqualTo(4);
    assertThat(calls).hasValue(2);
  }
}
