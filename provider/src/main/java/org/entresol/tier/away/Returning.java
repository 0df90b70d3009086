package org.entresol.tier.away;

import org.entresol.tier.Announcement;
import org.entresol.tier.NearCopy;
import org.entresol.tier.TierListener;
import org.jspecify.annotations.Nullable;

/**
 * A listener before another, with whose time a tier returns that was away.
 *
 * @param listener hears of everything
 * @param absence tries to return
 */
record Returning(TierListener listener, Absence absence) implements TierListener {

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
    if (!absence.isAway()) {
      absence.learnHistory();
    }
  }

  @Override
  public void tick() {
    // What is held is prolonged first: returning may take its time.
    listener.tick();
    if (absence.tryToReturn()) {
      listener.subscribed();
    }
  }

  @Override
  public void repair() {
    listener.repair();
  }
}
