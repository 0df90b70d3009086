package org.entresol.tier.away;

import org.entresol.tier.TierListener;

/** A listener that hands on to another one, which may change: a tier is listened to only once. */
final class Relay extends ForwardingListener {

  private volatile TierListener listener;

  Relay(TierListener listener) {
    this.listener = listener;
  }

  /** From now on another one hears of everything. */
  void to(TierListener other) {
    listener = other;
  }

  @Override
  TierListener listener() {
    return listener;
  }
}
