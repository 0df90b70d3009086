package org.entresol.benchmarks;

import org.jspecify.annotations.Nullable;

/** A filled cache and what is done with it, one step at a time. Threads may share it. */
final class Exercise<V> implements AutoCloseable {
  /** In a mix, one step in so many is a put. */
  static final int STEPS_PER_PUT = 20;

  private final Subject<V> subject;
  private final Traffic traffic = new Traffic();
  private final V[] values;

  private Exercise(Subject<V> subject, V[] values) {
    this.subject = subject;
    this.values = values;
  }

  /** Opens the peer's cache and stores a value for every key. */
  static <V> Exercise<V> open(Peer peer, Payload<V> payload, boolean byValue, Expiry expiry) {
    Subject<V> subject = peer.open(new CacheShape<>(payload.type(), byValue, expiry));
    String[] keys = Traffic.keys("customer:");
    V[] first = payload.values(0, Traffic.KEYS);
    for (int i = 0; i < Traffic.KEYS; i++) {
      subject.put(keys[i], first[i]);
    }
    return new Exercise<>(subject, payload.values(0, 2 * Traffic.KEYS));
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
    V value = replacement(step);
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

  /** The key's number counts one of two values, in turn, so that a put always brings another. */
  private V replacement(int step) {
    int turn = step / Traffic.LENGTH & 1;
    return values[traffic.number(step) + turn * Traffic.KEYS];
  }
}
