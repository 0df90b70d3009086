package org.entresol.micrometer;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.entresol.EntresolCacheManager;
import org.entresol.recording.Span;
import org.entresol.recording.SpanListener;
import org.entresol.recording.Spans;

/**
 * What takes time in the caches of a manager, as observations: each call of a loader, within which
 * what the loader does is seen, and each call of the authority. Where observations are traced these
 * are spans; {@link RemoteCallThreshold} leaves out the calls that were quick. Thread-safe.
 */
public final class EntresolObservations implements SpanListener, AutoCloseable {

  /** The name of an observed call of a loader. */
  public static final String LOAD = "entresol.load";

  /** The name of an observed call of the authority. */
  public static final String REMOTE_CALL = "entresol.remote.call";

  private final Spans spans;
  private final ObservationRegistry registry;

  private EntresolObservations(Spans spans, ObservationRegistry registry) {
    this.spans = spans;
    this.registry = registry;
  }

  /**
   * Has all caches of a manager observed, those that it makes later among them, until it is closed.
   *
   * @param registry is told
   */
  public static EntresolObservations bind(
      EntresolCacheManager manager, ObservationRegistry registry) {
    EntresolObservations bound = new EntresolObservations(manager.unwrap(Spans.class), registry);
    bound.spans.add(bound);
    return bound;
  }

  @Override
  public Span load(String cache, int keys) {
    return begun(of(LOAD, cache).highCardinalityKeyValue("entresol.keys", Integer.toString(keys)));
  }

  @Override
  public Span remoteCall(String cache) {
    return begun(of(REMOTE_CALL, cache));
  }

  private Observation of(String name, String cache) {
    return Observation.createNotStarted(name, registry).lowCardinalityKeyValue("cache", cache);
  }

  @SuppressWarnings("MustBeClosedChecker") // by the end of the span
  private static Span begun(Observation observation) {
    if (observation.isNoop()) {
      return Span.UNRECORDED;
    }
    observation.start();
    Observation.Scope scope = observation.openScope();
    return failure -> {
      try {
        scope.close();
        if (failure != null) {
          observation.error(failure);
        }
      } finally {
        observation.stop();
      }
    };
  }

  /** Has nothing observed any more that begins from now on. */
  @Override
  public void close() {
    spans.remove(this);
  }
}
