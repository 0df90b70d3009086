package org.entresol.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entresol.spring.boot.Contexts.manager;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.entresol.EntresolCache;
import org.entresol.EntresolConfiguration;
import org.entresol.Timed;
import org.entresol.TimedLoader;
import org.entresol.micrometer.EntresolObservations;
import org.entresol.micrometer.RemoteCallThreshold;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What an application with a registry of observations has of its caches. */
@Tag("unit")
final class ObservationTest {

  private static final TimedLoader<String, String> LOADER = key -> Timed.of("of " + key);

  /** The names of what has ended. */
  private record Told(List<String> names) {}

  /** A registry of observations, and what it was told. */
  @Configuration(proxyBeanMethods = false)
  static class Observing {
    @Bean
    Told told() {
      return new Told(new CopyOnWriteArrayList<>());
    }

    @Bean
    ObservationRegistry registry(Told told) {
      ObservationRegistry registry = ObservationRegistry.create();
      registry
          .observationConfig()
          .observationHandler(
              new ObservationHandler<Observation.Context>() {
                @Override
                public void onStop(Observation.Context observed) {
                  told.names().add(observed.getName());
                }

                @Override
                public boolean supportsContext(Observation.Context any) {
                  return true;
                }
              });
      return registry;
    }
  }

  @Test
  void loads_whereThereIsARegistry_areObserved() {
    Contexts.runner()
        .withUserConfiguration(Observing.class)
        .run(
            context -> {
              EntresolCache<String, String> cache =
                  manager(context)
                      .createCache(
                          "books",
                          EntresolConfiguration.builder(String.class, String.class)
                              .loader(() -> LOADER)
                              .readThrough(true)
                              .build());

              assertThat(cache.get("a")).isEqualTo("of a");

              assertThat(context.getBean(Told.class).names())
                  .containsExactly(EntresolObservations.LOAD);
              assertThat(context).hasSingleBean(RemoteCallThreshold.class);
            });
  }

  @Test
  void observations_whereThereIsNoRegistry_areNone() {
    Contexts.runner()
        .run(context -> assertThat(context).doesNotHaveBean(EntresolObservations.class));
  }
}
