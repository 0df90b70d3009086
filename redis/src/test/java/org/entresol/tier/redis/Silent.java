package org.entresol.tier.redis;

import org.entresol.tier.Announcement;
import org.entresol.tier.TierListener;

/** A listener that hears, and does nothing; tests of what is heard do something. */
class Silent implements TierListener {
  @Override
  public void announced(Announcement announcement) {}

  @Override
  public void subscribed() {}

  @Override
  public void otherHistory() {}

  @Override
  public void tick() {}

  @Override
  public void repair() {}
}
