package org.entresol.stats;

import java.util.Collection;
import java.util.concurrent.atomic.LongAdder;
import org.entresol.recording.Span;
import org.entresol.recording.Spans;
import org.entresol.tier.Calls;
import org.entresol.time.Durations;

/**
 * What is counted of one cache's way to what lies below it: to near copies, the source, other
 * nodes' loads and the authority. Disabled until told otherwise. Thread-safe.
 */
public final class TierCounts {

  private final LongAdder nearHits = new LongAdder();
  private final Durations loads = new Durations();
  private final Durations lockWaits = new Durations();
  private final Calls calls;
  private final String cache;
  private final Spans spans;

  TierCounts(String cache, Spans spans) {
    this.calls = new Calls(cache, spans);
    this.cache = cache;
    this.spans = spans;
  }

  void enable(boolean on) {
    loads.enable(on);
    lockWaits.enable(on);
    calls.enable(on);
  }

  /** Counts a look-up that found a present copy nearer than the authority; instead of any other. */
  public void nearHit() {
    nearHits.increment();
  }

  /** Look-ups that found a present copy nearer than the authority. */
  public long nearHits() {
    return nearHits.sum();
  }

  /**
   * A call of the loader that begins now, for who records it.
   *
   * @param keys what it is asked for
   */
  public Span loading(Collection<?> keys) {
    return spans.load(cache, keys);
  }

  /** The calls of the loader that it answered. */
  public Durations loads() {
    return loads;
  }

  /** The waits of loads for the locks of others. */
  public Durations lockWaits() {
    return lockWaits;
  }

  /** The calls of the authority. */
  public Calls calls() {
    return calls;
  }

  void clear() {
    nearHits.reset();
    loads.clear();
    lockWaits.clear();
    calls.clear();
  }
}
