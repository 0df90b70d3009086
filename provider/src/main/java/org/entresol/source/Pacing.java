package org.entresol.source;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * When the rounds come in which pending writes are carried out, and who waits for them.
 * Thread-safe.
 */
final class Pacing {

  /** A write may be this much later than its delay says, so that batches are not too small. */
  static final Duration LONGEST = Duration.ofMillis(500);

  private static final Duration SHORTEST = Duration.ofMillis(10);

  private final Duration pace;

  /** Closed when no more rounds are to come. */
  private final CountDownLatch over = new CountDownLatch(1);

  /** Those who want a round at once. */
  private final Semaphore wishes = new Semaphore(0);

  /** The ends of rounds, for those who are in a hurry. */
  private final Semaphore rounds = new Semaphore(0);

  /** How many are in a hurry; guarded by itself where the last of them must not go meanwhile. */
  private final AtomicInteger hurries = new AtomicInteger();

  /**
   * Creates a pace.
   *
   * @param delay for how long a write is left pending
   */
  Pacing(Duration delay) {
    Duration quarter = delay.dividedBy(4);
    this.pace =
        quarter.compareTo(LONGEST) > 0
            ? LONGEST
            : quarter.compareTo(SHORTEST) < 0 ? SHORTEST : quarter;
  }

  // ---- of rounds

  /** Does something that goes by whether anybody is in a hurry, while the last of them stays. */
  <T> T hurriedly(Function<Boolean, T> task) {
    synchronized (hurries) {
      return task.apply(hurries.get() > 0);
    }
  }

  /** Tells those who wait that a round is over. */
  void roundEnded() {
    rounds.release(hurries.get());
  }

  /** Waits until it is time for the next round; after a failure nobody can wish for it earlier. */
  void pause(boolean well) throws InterruptedException {
    if (!well) {
      boolean unused = over.await(LONGEST.toMillis(), MILLISECONDS);
    } else {
      Duration span = (hurries.get() > 0) ? SHORTEST : pace;
      boolean unused = wishes.tryAcquire(span.toNanos(), NANOSECONDS);
    }
    wishes.drainPermits();
  }

  /** Lets no more rounds come. */
  void end() {
    over.countDown();
    wishes.release();
  }

  boolean isOver() {
    return over.getCount() == 0;
  }

  // ---- of those who wait

  /** Lets rounds come as fast as they can, until the caller {@linkplain #relax relaxes}. */
  void hurry() {
    rounds.drainPermits();
    hurries.incrementAndGet();
  }

  /** Ends the caller's hurry. */
  void relax() {
    synchronized (hurries) {
      hurries.decrementAndGet();
    }
  }

  /**
   * Waits until a round is over, or half a second if that one takes longer.
   *
   * @param deadline how long at most, as {@link System#nanoTime()} says it
   */
  void awaitRound(long deadline) throws InterruptedException {
    wishes.release();
    long left = Math.min(deadline - System.nanoTime(), LONGEST.toNanos());
    boolean unused = rounds.tryAcquire(left, NANOSECONDS);
  }
}
