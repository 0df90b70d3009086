package org.entresol.micrometer;

import io.micrometer.tracing.exporter.FinishedSpan;
import io.micrometer.tracing.exporter.SpanExportingPredicate;
import java.time.Duration;

/**
 * The rule by which traces have those calls of the authority alone that took long, or failed; of
 * whatever else there is, all. Immutable.
 */
public final class RemoteCallThreshold implements SpanExportingPredicate {

  /** That of a recording of the JVM's. */
  public static final Duration USUAL = Duration.ofMillis(10);

  private final Duration threshold;

  /**
   * Creates the rule.
   *
   * @param threshold how long a call takes at least that is exported
   */
  public RemoteCallThreshold(Duration threshold) {
    this.threshold = threshold;
  }

  @Override
  public boolean isExportable(FinishedSpan span) {
    return !EntresolObservations.REMOTE_CALL.equals(span.getName())
        || span.getError() != null
        || Duration.between(span.getStartTimestamp(), span.getEndTimestamp()).compareTo(threshold)
            >= 0;
  }
}
