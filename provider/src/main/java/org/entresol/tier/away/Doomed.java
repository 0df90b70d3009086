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

  private final ByteTier tier;
  private boolean refused;

  Doomed(ByteTier tier) {
    this.tier = tier;
    LOG.log(
        Level.WARNING,
        "The cache ''{0}'' is destroyed here, and will be in its authority when that is back",
        tier);
  }

  @Override
  public void tick() {
    try {
      tier.destroy();
    } catch (TierException e) {
      if (!e.isAway() && !refused) {
        refused = true;
        LOG.log(Level.WARNING, "The cache '" + tier + "' cannot be destroyed in its authority", e);
      }
      return;
    }
    LOG.log(Level.INFO, "The cache ''{0}'' is destroyed in its authority, too", tier);
    tier.close();
  }

  @Override
  public void announced(Announcement announcement) {}

  @Override
  public void subscribed() {}

  @Override
  public void otherHistory() {}

  @Override
  public void repair() {}
}
