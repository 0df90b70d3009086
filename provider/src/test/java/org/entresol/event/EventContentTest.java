package org.entresol.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.entresol.jcache.TestCaches.expiring;
import static org.entresol.jcache.TestCaches.listening;
import static org.entresol.jcache.TestCaches.loading;
import static org.entresol.jcache.TestCaches.texts;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryEventFilter;
import javax.cache.event.EventType;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.integration.CompletionListenerFuture;
import org.entresol.jcache.Ear;
import org.entresol.jcache.FunctionLoader;
import org.entresol.jcache.TestCaches;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What listeners and filters are told, and of what. */
@Tag("unit")
class EventContentTest {
  private static final String KEY = "k";

  @RegisterExtension private final TestCaches caches = new TestCaches();

  private final Ear<String, String> ear = new Ear<>();

  private void register(
      Cache<String, String> cache,
      CacheEntryEventFilter<String, String> filter,
      boolean oldValueRequired) {
    cache.registerCacheEntryListener(
        new MutableCacheEntryListenerConfiguration<>(
            () -> ear, () -> filter, oldValueRequired, true));
  }

  private Cache<String, String> openExpiring() {
    return caches.open(
        expiring(texts(), new CreatedExpiryPolicy(javax.cache.expiry.Duration.ONE_MINUTE)));
  }

  private void makeOneOfEach(Cache<String, String> cache) {
    cache.put(KEY, "1");
    cache.put(KEY, "2");
    cache.remove(KEY);
    cache.put(KEY, "3");
    caches.clock().advance(Duration.ofMinutes(1));
    cache.get(KEY);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void event_ofEachType_hasWhatItsTypeHas(boolean oldValueRequired) {
    Cache<String, String> cache = openExpiring();
    Map<EventType, CacheEntryEvent<? extends String, ? extends String>> events =
        new EnumMap<>(EventType.class);
    register(
        cache, event -> events.putIfAbsent(event.getEventType(), event) == null, oldValueRequired);

    makeOneOfEach(cache);

    assertThat(events).hasSize(4);
    events
        .values()
        .forEach(
            event -> {
              assertThat(event.getKey()).isEqualTo(KEY);
              assertThat(event.getSource() == cache).as("source").isTrue();
              assertThat(event.isOldValueAvailable()).isEqualTo(event.getOldValue() != null);
            });
    assertThat(values(events, EventType.CREATED)).isEqualTo("null 1");
    assertThat(values(events, EventType.UPDATED)).isEqualTo(oldValueRequired ? "1 2" : "null 2");
    assertThat(values(events, EventType.REMOVED)).isEqualTo(oldValueRequired ? "2 2" : "null null");
    assertThat(values(events, EventType.EXPIRED)).isEqualTo(oldValueRequired ? "3 3" : "null null");
  }

  private static String values(
      Map<EventType, CacheEntryEvent<? extends String, ? extends String>> events, EventType type) {
    CacheEntryEvent<? extends String, ? extends String> event =
        Objects.requireNonNull(events.get(type));
    return event.getOldValue() + " " + event.getValue();
  }

  @Test
  void unwrap_ofAnEvent_givesItsOwnTypesOnly() {
    List<CacheEntryEvent<? extends String, ? extends String>> events = new ArrayList<>();
    Cache<String, String> cache = caches.open(texts());
    register(cache, events::add, true);

    cache.put(KEY, "1");

    CacheEntryEvent<? extends String, ? extends String> event = events.get(0);
    assertThat(event.unwrap(Object.class)).isSameAs(event);
    assertThatThrownBy(() -> event.unwrap(String.class))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void filter_thatRefuses_keepsTheEventFromItsListenerOnly() {
    Ear<String, String> unfiltered = new Ear<>();
    Cache<String, String> cache = caches.open(listening(texts(), unfiltered));
    register(cache, event -> event.getKey().startsWith("a"), true);

    cache.putAll(Map.of("a1", "x", "b1", "x", "a2", "x"));
    cache.removeAll(Set.of("a1", "b1"));

    assertThat(ear.heard()).extracting(Ear.Heard::key).containsExactlyInAnyOrder("a1", "a2", "a1");
    assertThat(unfiltered.heard()).hasSize(5);
  }

  @Test
  void filter_withoutOldValues_mayStillJudgeByNewOnes() {
    Cache<String, String> cache = caches.open(texts());
    register(cache, event -> Objects.equals(event.getValue(), "yes"), false);

    cache.put("a", "yes");
    cache.put("b", "no");
    cache.put("b", "yes");

    assertThat(ear.heard())
        .containsExactly(
            new Ear.Heard<>(EventType.CREATED, "a", null, "yes"),
            new Ear.Heard<>(EventType.UPDATED, "b", null, "yes"));
  }

  @Test
  void listener_toOneType_hearsOfNoOther() {
    List<String> created = new ArrayList<>();
    CacheEntryCreatedListener<String, String> listener =
        events -> events.forEach(event -> created.add(event.getValue()));
    Cache<String, String> cache = openExpiring();
    cache.registerCacheEntryListener(TestCaches.synchronous(listener));

    makeOneOfEach(cache);

    assertThat(created).containsExactly("1", "3");
  }

  @Test
  void clear_ofAFullCache_isHeardByNobody() {
    Cache<String, String> cache = caches.open(texts());
    cache.putAll(Map.of("a", "1", "b", "2"));
    register(cache, event -> true, true);

    cache.clear();

    assertThat(cache).isEmpty();
    assertThat(ear.heard()).isEmpty();
    cache.put("a", "3");
    assertThat(ear.heard()).containsExactly(new Ear.Heard<>(EventType.CREATED, "a", null, "3"));
  }

  @Test
  void operations_thatChangeNothing_areHeardByNobody() {
    Cache<String, String> cache = caches.open(texts());
    cache.put(KEY, "1");
    register(cache, event -> true, true);

    cache.get(KEY);
    cache.getAll(Set.of(KEY, "absent"));
    cache.containsKey(KEY);
    cache.putIfAbsent(KEY, "2");
    cache.replace(KEY, "2", "3");
    cache.replace("absent", "3");
    cache.remove(KEY, "2");
    cache.remove("absent");
    cache.removeAll(Set.of("absent"));
    cache.getAndRemove("absent");
    cache.getAndReplace("absent", "2");
    cache.iterator().next();
    cache.<String>invoke(KEY, (entry, arguments) -> entry.getValue());

    assertThat(ear.heard()).isEmpty();
  }

  @Test
  void operations_thatChange_areHeardAsWhatTheyDid() throws Exception {
    Cache<String, String> cache =
        caches.open(loading(texts(), new FunctionLoader<>(key -> "loaded")));
    register(cache, event -> true, true);

    cache.get(KEY);
    CompletionListenerFuture reloaded = new CompletionListenerFuture();
    cache.loadAll(Set.of(KEY), true, reloaded);
    reloaded.get();
    cache.getAndPut(KEY, "2");
    cache.replace(KEY, "2", "3");
    cache.getAndReplace(KEY, "4");
    Iterator<Cache.Entry<String, String>> iterator = cache.iterator();
    iterator.next();
    iterator.remove();
    cache.<String>invoke(KEY, (entry, arguments) -> entry.getValue());
    cache.removeAll();

    assertThat(ear.heard())
        .containsExactly(
            new Ear.Heard<>(EventType.CREATED, KEY, null, "loaded"),
            new Ear.Heard<>(EventType.UPDATED, KEY, "loaded", "loaded"),
            new Ear.Heard<>(EventType.UPDATED, KEY, "loaded", "2"),
            new Ear.Heard<>(EventType.UPDATED, KEY, "2", "3"),
            new Ear.Heard<>(EventType.UPDATED, KEY, "3", "4"),
            new Ear.Heard<>(EventType.REMOVED, KEY, "4", "4"),
            new Ear.Heard<>(EventType.CREATED, KEY, null, "loaded"),
            new Ear.Heard<>(EventType.REMOVED, KEY, "loaded", "loaded"));
  }
}
