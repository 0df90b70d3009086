package org.entresol.tier.away;

import org.entresol.tier.Announcement;
import org.entresol.tier.NearCopy;
import org.entresol.tier.NodeState;
import org.entresol.tier.TierListener;
import org.jspecify.annotations.Nullable;

/** A listener that hands on to another one all that it does not do itself. */
abstract class ForwardingListener implements TierListener {

  /** Who hears of everything. */
  abstract TierListener listener();

  @Override
  public void announced(Announcement announcement) {
    listener().announced(announcement);
  }

  @Override
  public @Nullable NearCopy copyOf(byte[] key) {
    return listener().copyOf(key);
  }

  @Override
  public void answered(long question, byte[] key, NearCopy copy) {
    listener().answered(question, key, copy);
  }

  @Override
  public @Nullable NodeState state(int most) {
    return listener().state(most);
  }

  @Override
  public void subscribed() {
    listener().subscribed();
  }

  @Override
  public void otherHistory() {
    listener().otherHistory();
  }

  @Override
  public void tick() {
    listener().tick();
  }

  @Override
  public void repair() {
    listener().repair();
  }
}
