package org.entresol.store.tiered;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.entresol.queue.TieredQueue;
import org.entresol.tier.Outcome;
import org.entresol.tier.Verdict;

/**
 * The waiting of steps for room among the pending writes of a tier: so a source that does not keep
 * up slows those who write. Stateless.
 */
final class RoomWait {

  private static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(64);

  private RoomWait() {}

  /**
   * Sends plans, and those that found no room again, one by one, until they find some, the time is
   * up, or the thread is interrupted.
   *
   * @param sending sends plans, and gives their outcomes in their order
   * @return the outcomes, in the order of the requests
   */
  static <K, V> List<Outcome> attempt(
      TieredQueue<K, V> queue,
      List<Request<K, V>> requests,
      Function<List<Request<K, V>>, List<Outcome>> sending) {
    expect(queue, requests);
    List<Outcome> outcomes = sending.apply(requests);
    if (outcomes.stream().noneMatch(RoomWait::isFull)) {
      return outcomes;
    }
    long deadline = System.nanoTime() + queue.patience().toNanos();
    List<Outcome> last = new ArrayList<>(outcomes);
    for (int i = 0; i < last.size(); i++) {
      List<Request<K, V>> request = List.of(requests.get(i));
      long pause = TimeUnit.MILLISECONDS.toNanos(2);
      while (isFull(last.get(i)) && mayWait(deadline)) {
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(pause / 2, pause));
        pause = Math.min(2 * pause, LONGEST_PAUSE);
        expect(queue, request);
        last.set(i, sending.apply(request).get(0));
      }
    }
    return last;
  }

  private static boolean mayWait(long deadline) {
    return System.nanoTime() - deadline < 0 && !Thread.currentThread().isInterrupted();
  }

  private static <K, V> void expect(TieredQueue<K, V> queue, List<Request<K, V>> requests) {
    for (Request<K, V> request : requests) {
      if (request.plan().mayLeaveWrite()) {
        queue.expect(request.place().partition());
      }
    }
  }

  private static boolean isFull(Outcome outcome) {
    return outcome.verdict() == Verdict.FULL;
  }
}
