package org.entresol.tier.away;

import org.entresol.tier.Announcement;
import org.entresol.tier.NearCopy;
import org.entresol.tier.TierListener;
import org.jspecify.annotations.Nullable;

/** A listener that hands on to another one, which may change: a tier is listened to only once. */
final class Relay implements TierListener {

  private volatile TierListener listener;

  Relay(TierListener listener) {
    this.listener = listener;
  }

  /** From now on another one hears of everything. */
  void to(TierListener other) {
    listener = other;
  }

  @Override
  public void announced(Announcement announcement) {
    listener.announced(announcement);
  }

  @Override
  public @Nullable NearCopy copyOf(byte[] key) {
    return listener.copyOf(key);
  }

  @Override
  public void answered(long question, byte[] key, NearCopy copy) {
    listener.answered(question, key, copy);
  }

  @Override
  public void subscribed() {
    listener.subscribed();
  }

  @Override
  public void otherHistory() {
    listener.otherHistory();
  }

  @Override
  public void tick() {
    listener.tick();
  }

  @Override
  public void repair() {
    listener.repair();
  }
}
