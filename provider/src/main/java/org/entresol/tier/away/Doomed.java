package org.entresol.tier.away;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.entresol.tier.Announcement;
import org.entresol.tier.ByteTier;
import org.entresol.tier.TierException;
import org.entresol.tier.TierListener;

/**
 * What is left of a cache that was destroyed while its authority was away: it tries to destroy it
 * there, and closes the tier when that is done. Touched by one thread at a time.
 */
final class Doomed implements TierListener {

  private static final Logger LOG = System.getLogger(Doomed.class.getName());

  /** The most repairs that are let pass after one in which the authority refused. */
  private static final int LONGEST_PAUSE = 60;

  private final ByteTier tier;

  /** How many repairs were let pass after the last refusal; 0 before the first. */
  private int pause;

  private int left;

  Doomed(ByteTier tier) {
    this.tier = tier;
    LOG.log(
        Level.WARNING,
        "The cache ''{0}'' is destroyed here, and will be in its authority when that is back",
        tier);
  }

  /** Not with the tick, which others need to keep what they hold: it may take long. */
  @Override
  public void repair() {
    if (left > 0) {
      left--;
    } else {
      tryToDestroy();
    }
  }

  private void tryToDestroy() {
    try {
      tier.destroy();
    } catch (TierException e) {
      if (!e.isAway()) {
        refused(e);
      }
      return;
    }
    LOG.log(Level.INFO, "The cache ''{0}'' is destroyed in its authority, too", tier);
    tier.close();
  }

  private void refused(TierException reason) {
    if (pause == 0) {
      LOG.log(
          Level.WARNING, "The cache '" + tier + "' cannot be destroyed in its authority", reason);
    }
    pause = Math.min(Math.max(1, 2 * pause), LONGEST_PAUSE);
    left = pause;
  }

  @Override
  public void tick() {}

  @Override
  public void announced(Announcement announcement) {}

  @Override
  public void subscribed() {}

  @Override
  public void otherHistory() {}
}
