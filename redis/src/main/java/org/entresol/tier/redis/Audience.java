package org.entresol.tier.redis;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.entresol.tier.TierListener;

/** The tiers that one manager has open. Thread-safe. */
final class Audience {

  private static final Logger LOG = System.getLogger(Audience.class.getName());

  private final List<Subscriber> subscribers = new CopyOnWriteArrayList<>();

  void add(Subscriber subscriber) {
    subscribers.add(subscriber);
  }

  void remove(Subscriber subscriber) {
    subscribers.remove(subscriber);
  }

  /** Has all tiers forget what they know of the data. */
  void forgetHistory() {
    subscribers.forEach(Subscriber::forgetHistory);
  }

  /** Those who hear of tiers. */
  Collection<TierListener> listeners() {
    return listeners(subscribers);
  }

  /** Those of them who hear of these. */
  static Collection<TierListener> listeners(Collection<? extends Subscriber> subscribers) {
    return subscribers.stream().map(Subscriber::listener).filter(Objects::nonNull).toList();
  }

  /** Renews the record of one cache: what is near of one that has to stop is nothing to go by. */
  private static void renew(Subscriber subscriber) {
    String refusal = subscriber.record().renew();
    if (refusal != null) {
      LOG.log(Level.ERROR, refusal);
      listeners(List.of(subscriber)).forEach(TierListener::otherHistory);
    }
  }

  /** What renews the records of all caches, each by itself. */
  List<Runnable> renewals() {
    return subscribers.stream().<Runnable>map(subscriber -> () -> renew(subscriber)).toList();
  }
}
