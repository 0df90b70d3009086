package org.entresol.spring;

import static java.lang.Thread.State.BLOCKED;
import static java.lang.Thread.State.TIMED_WAITING;
import static java.lang.Thread.State.WAITING;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Threads that ask one question at the same time: its source does not answer before every thread of
 * the crowd waits, for the source or for each other.
 */
final class Crowd<T extends @Nullable Object> {

  static final int SIZE = 8;

  private static final Set<Thread.State> STUCK = EnumSet.of(BLOCKED, WAITING, TIMED_WAITING);

  private final AtomicInteger computations = new AtomicInteger();
  private final CountDownLatch allWait = new CountDownLatch(1);
  private final Callable<T> source;

  Crowd(Callable<T> answer) {
    source =
        () -> {
          computations.incrementAndGet();
          allWait.await();
          return answer.call();
        };
  }

  /** What answers the question. */
  Callable<T> source() {
    return source;
  }

  /** How often the source was asked. */
  int computations() {
    return computations.get();
  }

  /** Has every thread ask, and gives what each of them was told. */
  List<T> ask(Callable<T> question) throws Exception {
    List<FutureTask<T>> asking =
        Stream.generate(() -> new FutureTask<>(question)).limit(SIZE).toList();
    List<Thread> threads = asking.stream().map(Thread::new).toList();
    threads.forEach(Thread::start);
    await().until(() -> threads.stream().allMatch(thread -> STUCK.contains(thread.getState())));
    allWait.countDown();
    List<T> answers = new ArrayList<>();
    for (FutureTask<T> task : asking) {
      answers.add(task.get());
    }
    return answers;
  }
}
