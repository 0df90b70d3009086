package org.entresol.benchmarks;

import org.jspecify.annotations.Nullable;

/** A filled cache and what is done with it, one step at a time. Threads may share it. */
final class Exercise<V> implements AutoCloseable {
  /**
   * How many values are put in turn: few, since a value that is put was made just before, and is
   * still in the processor's own cache.
   */
  static final int FRESH = 64;

  /** In a mix, one step in so many is a put. */
  static final int STEPS_PER_PUT = 20;

  private final Subject<V> subject;
  private final Traffic traffic = new Traffic();
  private final V[] fresh;

  private Exercise(Subject<V> subject, V[] fresh) {
    this.subject = subject;
    this.fresh = fresh;
  }

  /** Opens the peer's cache and stores a value for every key. */
  static <V> Exercise<V> open(Peer peer, Payload<V> payload, boolean byValue, Expiry expiry) {
    Subject<V> subject = peer.open(new CacheShape<>(payload.type(), byValue, expiry));
    String[] keys = Traffic.keys("customer:");
    V[] first = payload.values(0, Traffic.KEYS);
    for (int i = 0; i < Traffic.KEYS; i++) {
      subject.put(keys[i], first[i]);
    }
    return new Exercise<>(subject, payload.values(Traffic.KEYS, FRESH));
  }

  /** Makes one step of the operation, and returns what was found or put. */
  @Nullable V step(Operation operation, int step) {
    return switch (operation) {
      case HIT -> hit(step);
      case MISS -> miss(step);
      case PUT -> put(step);
      case MIX -> mix(step);
    };
  }

  /** Reads a key that is stored, and returns what was found. */
  @Nullable V hit(int step) {
    return subject.get(traffic.present(step));
  }

  /** Reads a key that is not stored, and returns what was found. */
  @Nullable V miss(int step) {
    return subject.get(traffic.absent(step));
  }

  /** Overwrites a key that is stored, and returns the value put. */
  V put(int step) {
    V value = fresh[step % FRESH];
    subject.put(traffic.present(step), value);
    return value;
  }

  /** Reads a stored key nineteen times out of twenty and overwrites one the twentieth time. */
  @Nullable V mix(int step) {
    return step % STEPS_PER_PUT == 0 ? put(step) : hit(step);
  }

  @Override
  public void close() {
    subject.close();
  }
}
