package org.entresol.tier.away;

import org.entresol.tier.TierListener;

/** A listener before another, with whose time a tier returns that was away. */
final class Returning extends ForwardingListener {

  private final TierListener listener;
  private final Absence absence;

  /**
   * Creates the listener.
   *
   * @param listener hears of everything
   * @param absence tries to return
   */
  Returning(TierListener listener, Absence absence) {
    this.listener = listener;
    this.absence = absence;
  }

  @Override
  TierListener listener() {
    return listener;
  }

  @Override
  public void otherHistory() {
    super.otherHistory();
    if (!absence.isAway()) {
      absence.learnHistory();
    }
  }

  @Override
  public void tick() {
    // What is held is prolonged first: returning may take its time.
    super.tick();
    if (absence.tryToReturn()) {
      subscribed();
    }
  }
}
