package org.entresol.tier.memory;

import java.util.function.Supplier;
import org.entresol.tier.TierException;

/** The way of one node to its authority, which a test can cut or disturb. Thread-safe. */
public final class Link {

  private volatile boolean cut;
  private volatile boolean losesAnswers;
  private volatile Runnable before = Link::nothing;
  private volatile Runnable after = Link::nothing;

  Link() {}

  private static void nothing() {}

  /** Whether calls are refused, of which nothing is done. */
  public void cut(boolean isCut) {
    cut = isCut;
  }

  /** Whether calls are done, but fail all the same, as if their answers were lost. */
  public void loseAnswers(boolean loses) {
    losesAnswers = loses;
  }

  /** What runs in the caller's thread before each call reaches the authority. */
  public void before(Runnable action) {
    before = action;
  }

  /** What runs in the caller's thread before it gets each answer. */
  public void after(Runnable action) {
    after = action;
  }

  /** Lets calls pass as they did at first. */
  public void mend() {
    cut = false;
    losesAnswers = false;
    before = Link::nothing;
    after = Link::nothing;
  }

  /** Makes a call. */
  <T> T call(Supplier<T> call) {
    before.run();
    if (cut) {
      throw TierException.away("The authority is away", null, true);
    }
    T answer = call.get();
    after.run();
    if (losesAnswers) {
      throw TierException.away("The answer of the authority was lost", null, false);
    }
    return answer;
  }
}
