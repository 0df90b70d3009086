package org.entresol.store.heap;

import java.util.concurrent.CountDownLatch;
import org.entresol.jcache.Crew;
import org.entresol.store.Watched;
import org.jspecify.annotations.Nullable;

/**
 * A key that stops one thread at its n-th use of a hash table, so that others can come in between
 * at every place where the store lets them. Equal to itself only.
 */
final class PausingKey {

  private final int pauseAt;
  private final CountDownLatch goOn = new CountDownLatch(1);
  private volatile @Nullable Thread victim;
  private volatile boolean paused;
  private int uses;

  PausingKey(int pauseAt) {
    this.pauseAt = pauseAt;
  }

  /** Does the work in a thread that is stopped on its way; returns once it stands still. */
  Watched<Boolean> pausing(Runnable work) {
    Watched<Boolean> putting =
        Watched.run(
            () -> {
              victim = Thread.currentThread();
              work.run();
            });
    putting.awaitStandstill();
    return putting;
  }

  /** Whether the thread got as far as its n-th use. */
  boolean wasReached() {
    return paused;
  }

  void goOn() {
    goOn.countDown();
  }

  @Override
  public int hashCode() {
    if (Thread.currentThread() == victim && ++uses == pauseAt) {
      paused = true;
      Crew.await(goOn);
    }
    return 1;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other;
  }

  @Override
  public String toString() {
    return "key paused at use " + pauseAt;
  }
}
