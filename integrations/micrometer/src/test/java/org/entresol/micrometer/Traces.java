package org.entresol.micrometer;

import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.exporter.FinishedSpan;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.otel.bridge.CompositeSpanExporter;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Observations that become spans of OpenTelemetry; those that are exported are kept. */
final class Traces implements AutoCloseable {
  private final List<FinishedSpan> exported = new CopyOnWriteArrayList<>();
  private final ObservationRegistry registry = ObservationRegistry.create();
  private final SdkTracerProvider provider;

  /** With that threshold for calls of the authority. */
  Traces(Duration threshold) {
    provider =
        SdkTracerProvider.builder()
            .addSpanProcessor(
                SimpleSpanProcessor.create(
                    new CompositeSpanExporter(
                        List.of(),
                        List.of(new RemoteCallThreshold(threshold)),
                        List.of(exported::add),
                        List.of())))
            .build();
    registry
        .observationConfig()
        .observationHandler(
            new DefaultTracingObservationHandler(
                new OtelTracer(provider.get("test"), new OtelCurrentTraceContext(), event -> {})));
  }

  ObservationRegistry registry() {
    return registry;
  }

  /** What was exported under a name. */
  List<FinishedSpan> named(String name) {
    return exported.stream().filter(span -> span.getName().equals(name)).toList();
  }

  @Override
  public void close() {
    provider.close();
  }
}
