package org.entresol.micrometer;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import io.micrometer.tracing.exporter.FinishedSpan;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import javax.cache.integration.CacheLoaderException;
import org.entresol.EntresolCache;
import org.entresol.EntresolCacheManager;
import org.entresol.EntresolConfiguration;
import org.entresol.Stack;
import org.entresol.jcache.EntresolCachingProvider;
import org.entresol.testing.ChaosProxy;
import org.entresol.testing.RedisServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What observations tell of what takes time. */
@Tag("server")
final class EntresolObservationsTest {

  /** So much that nothing takes it but what is meant to. */
  private static final Duration SLOW = Duration.ofMillis(300);

  private final EntresolCachingProvider provider = new EntresolCachingProvider();
  private final TestObservationRegistry registry = TestObservationRegistry.create();

  @AfterEach
  void close() {
    provider.close();
  }

  private EntresolCacheManager observed() {
    EntresolCacheManager manager = provider.getCacheManager();
    EntresolObservations unused = EntresolObservations.bind(manager, registry);
    return manager;
  }

  private static EntresolConfiguration<String, String> loading(Loads by) {
    return EntresolConfiguration.builder(String.class, String.class)
        .loader(() -> by)
        .readThrough(true)
        .build();
  }

  @Test
  void load_observed_isPartOfWhatAskedAndHasWhatTheLoaderDoes() {
    AtomicReference<Observation> within = new AtomicReference<>();
    EntresolCache<String, String> cache =
        observed()
            .createCache(
                "books",
                loading(
                    key -> {
                      within.set(registry.getCurrentObservation());
                      return "of " + key;
                    }));

    Observation request = Observation.start("request", registry);
    try (Observation.Scope scope = request.openScope()) {
      assertThat(scope.getCurrentObservation()).isSameAs(request);
      assertThat(cache.get("a")).isEqualTo("of a");
      assertThat(registry.getCurrentObservation()).isSameAs(request);
    }
    request.stop();

    assertThat(requireNonNull(within.get()).getContext().getName())
        .isEqualTo(EntresolObservations.LOAD);
    TestObservationRegistryAssert.assertThat(registry)
        .hasNumberOfObservationsWithNameEqualTo(EntresolObservations.LOAD, 1)
        .hasObservationWithNameEqualTo(EntresolObservations.LOAD)
        .that()
        .hasLowCardinalityKeyValue("cache", "books")
        .hasHighCardinalityKeyValue("entresol.keys", "1")
        .hasParentObservationEqualTo(request)
        .hasBeenStopped()
        .doesNotHaveError();
  }

  @Test
  void load_failed_hasTheError() {
    EntresolCache<String, String> cache =
        observed()
            .createCache(
                "books",
                loading(
                    key -> {
                      throw new CacheLoaderException("no source");
                    }));

    assertThatThrownBy(() -> cache.get("a")).isInstanceOf(CacheLoaderException.class);

    TestObservationRegistryAssert.assertThat(registry)
        .hasSingleObservationThat()
        .hasNameEqualTo(EntresolObservations.LOAD)
        .hasBeenStopped()
        .assertThatError()
        .isInstanceOf(CacheLoaderException.class);
  }

  /** Does not bear the end of a scope. */
  private static final class Sensitive implements ObservationHandler<Observation.Context> {
    @Override
    public void onScopeClosed(Observation.Context context) {
      throw new IllegalStateException("meant");
    }

    @Override
    public boolean supportsContext(Observation.Context context) {
      return true;
    }
  }

  @Test
  void load_whoseScopeCannotBeClosed_isStoppedAllTheSame() {
    registry.observationConfig().observationHandler(new Sensitive());
    EntresolCache<String, String> cache = observed().createCache("books", loading(key -> key));

    assertThat(cache.get("a")).isEqualTo("a");

    TestObservationRegistryAssert.assertThat(registry).hasSingleObservationThat().hasBeenStopped();
  }

  @Test
  void load_afterTheEnd_isNotObserved() {
    EntresolCacheManager manager = provider.getCacheManager();
    EntresolObservations bound = EntresolObservations.bind(manager, registry);
    EntresolCache<String, String> cache = manager.createCache("books", loading(key -> key));
    bound.close();

    assertThat(cache.get("a")).isEqualTo("a");

    TestObservationRegistryAssert.assertThat(registry).doesNotHaveAnyObservation();
  }

  @Test
  void remoteCall_traced_isExportedWhereItTookLong() {
    try (Traces traces = new Traces(SLOW);
        ChaosProxy redis = ChaosProxy.before(RedisServers.shared())) {
      EntresolCacheManager manager =
          provider.getCacheManager(URI.create(redis.address()), null, null);
      EntresolObservations unused = EntresolObservations.bind(manager, traces.registry());
      EntresolCache<String, String> cache =
          manager.createCache(
              "books-" + UUID.randomUUID(),
              EntresolConfiguration.builder(String.class, String.class).stack(Stack.REDIS).build());
      Observation quick = Observation.start("quick", traces.registry());
      quick.scoped(() -> cache.put("a", "1"));
      quick.stop();
      redis.delay(SLOW);
      Observation slow = Observation.start("slow", traces.registry());
      slow.scoped(() -> cache.put("a", "2"));
      slow.stop();
      redis.delay(Duration.ZERO);

      assertThat(callsIn("quick", traces)).isEmpty();
      assertThat(callsIn("slow", traces))
          .singleElement()
          .satisfies(span -> assertThat(span.getTags()).containsEntry("cache", cache.getName()));
    }
  }

  /** The calls of the authority that were exported below another span. */
  private static List<FinishedSpan> callsIn(String name, Traces traces) {
    String parent = traces.named(name).get(0).getSpanId();
    return traces.named(EntresolObservations.REMOTE_CALL).stream()
        .filter(span -> parent.equals(span.getParentId()))
        .toList();
  }
}
