package org.entresol.load;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.entresol.guard.SingleFlight;
import org.entresol.jcache.Crew;

/** Threads that do the same at the same moment. */
final class Party {
  private static final String FLIGHT = SingleFlight.Flight.class.getName();

  private final CountDownLatch start = new CountDownLatch(1);
  private final CountDownLatch armed;
  private final CountDownLatch ended;
  private final List<Thread> threads = new ArrayList<>();
  private final Map<String, Integer> outcomes = new TreeMap<>();

  Party(int size, Callable<String> operation) {
    armed = new CountDownLatch(size);
    ended = new CountDownLatch(size);
    for (int i = 0; i < size; i++) {
      Thread thread = new Thread(() -> run(operation), "party");
      thread.setDaemon(true);
      threads.add(thread);
    }
    threads.forEach(Thread::start);
  }

  private void run(Callable<String> operation) {
    armed.countDown();
    String outcome;
    try {
      start.await();
      outcome = operation.call();
    } catch (Exception | Error e) {
      outcome = told(e);
    }
    synchronized (outcomes) {
      outcomes.merge("" + outcome, 1, Integer::sum);
    }
    ended.countDown();
  }

  /** An exception in one line: its type, and the message of what is behind it. */
  static String told(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return (thrown.getClass().getSimpleName() + ": " + root.getMessage()).replace('\n', ' ');
  }

  String awaitArmed() throws InterruptedException {
    armed.await();
    return "done";
  }

  String go() {
    start.countDown();
    return "done";
  }

  /** What the operations gave or threw, and how often. */
  String outcomes() throws InterruptedException {
    ended.await();
    synchronized (outcomes) {
      return outcomes.toString();
    }
  }

  /** Waits until all but the current thread wait for a load that another one carries out. */
  void awaitAboard() {
    List<Thread> others = new ArrayList<>(threads);
    others.remove(Thread.currentThread());
    Crew.until(() -> others.stream().allMatch(Party::isAboard));
  }

  private static boolean isAboard(Thread thread) {
    boolean inFlight =
        Arrays.stream(thread.getStackTrace()).anyMatch(f -> f.getClassName().equals(FLIGHT));
    Thread.State state = thread.getState();
    return inFlight && (state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING);
  }
}
