package org.entresol.tier.memory;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.entresol.tier.Announcement;
import org.entresol.tier.TierListener;
import org.jspecify.annotations.Nullable;

/**
 * The news of one tier that have been sent and not yet heard. They are heard at once, unless a test
 * holds them back; then it may lose, double or shuffle them before it lets them be heard.
 * Thread-safe.
 */
public final class Inbox {

  private final List<Announcement> waiting = new ArrayList<>();
  private final Object hearing = new Object();
  private volatile boolean held;
  private volatile @Nullable TierListener listener;

  Inbox() {}

  void listen(@Nullable TierListener hears) {
    listener = hears;
  }

  @Nullable TierListener listener() {
    return listener;
  }

  void add(Announcement news) {
    synchronized (waiting) {
      waiting.add(news);
    }
  }

  /** Lets be heard what has come, unless it is held back. */
  void hear() {
    if (!held) {
      hear(Integer.MAX_VALUE);
    }
  }

  /** Holds back what comes from now on. */
  public void hold() {
    held = true;
  }

  /** Lets everything be heard that was held back, and what comes from now on. */
  public void release() {
    held = false;
    hear(Integer.MAX_VALUE);
  }

  /** Lets the first few be heard. */
  public void hear(int count) {
    synchronized (hearing) {
      Announcement next = poll();
      for (int i = 0; i < count && next != null; i++) {
        TierListener hears = listener;
        if (hears != null) {
          hears.announced(next);
        }
        next = (i + 1 < count) ? poll() : null;
      }
    }
  }

  private @Nullable Announcement poll() {
    synchronized (waiting) {
      return waiting.isEmpty() ? null : waiting.remove(0);
    }
  }

  /** The number of those that wait. */
  public int size() {
    synchronized (waiting) {
      return waiting.size();
    }
  }

  /** Loses one of those that wait. */
  public void lose(int place) {
    synchronized (waiting) {
      waiting.remove(place);
    }
  }

  /** Loses all that wait. */
  public void loseAll() {
    synchronized (waiting) {
      waiting.clear();
    }
  }

  /** Doubles one of those that wait, as a message that is delivered twice. */
  public void repeat(int place) {
    synchronized (waiting) {
      waiting.add(place, waiting.get(place));
    }
  }

  /** Brings those that wait into another order. */
  public void shuffle(Random random) {
    synchronized (waiting) {
      Collections.shuffle(waiting, random);
    }
  }
}
