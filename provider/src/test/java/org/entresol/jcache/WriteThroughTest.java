package org.entresol.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entresol.jcache.Mutation.KEY;
import static org.entresol.jcache.Mutation.NEW;
import static org.entresol.jcache.Mutation.OLD;
import static org.entresol.jcache.TestCaches.expiring;
import static org.entresol.jcache.TestCaches.loading;
import static org.entresol.jcache.TestCaches.texts;
import static org.entresol.jcache.TestCaches.writing;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import javax.cache.Cache;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.integration.CompletionListenerFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What changes the cache changes the source first, and nothing else does. */
@Tag("unit")
class WriteThroughTest {
  @RegisterExtension private final TestCaches caches = new TestCaches();

  private final List<Object> calls = new CopyOnWriteArrayList<>();
  private volatile Consumer<Object> hook = key -> {};
  private final MapWriter<String, String> writer =
      new MapWriter<>(
          key -> {
            calls.add(key);
            hook.accept(key);
          });

  /** Operations that change no entry, with "k" there and "absent" not. */
  private enum NoChange {
    GET,
    GET_ABSENT,
    PUT_IF_ABSENT,
    PUT_ALL_OF_NOTHING,
    REPLACE_ABSENT,
    REPLACE_IF_OTHER,
    GET_AND_REPLACE_ABSENT,
    REMOVE_IF_OTHER,
    REMOVE_IF_ABSENT,
    REMOVE_ALL_OF_NOTHING,
    INVOKE_GET,
    INVOKE_LOAD,
    INVOKE_SET_AND_REMOVE,
    LOAD_ALL,
    CLEAR;

    void on(Cache<String, String> cache) {
      switch (this) {
        case GET -> cache.get(KEY);
        case GET_ABSENT -> cache.get("absent");
        case PUT_IF_ABSENT -> cache.putIfAbsent(KEY, NEW);
        case PUT_ALL_OF_NOTHING -> cache.putAll(Map.of());
        case REPLACE_ABSENT -> cache.replace("absent", NEW);
        case REPLACE_IF_OTHER -> cache.replace(KEY, "other", NEW);
        case GET_AND_REPLACE_ABSENT -> cache.getAndReplace("absent", NEW);
        case REMOVE_IF_OTHER -> cache.remove(KEY, "other");
        case REMOVE_IF_ABSENT -> cache.remove("absent", OLD);
        case REMOVE_ALL_OF_NOTHING -> cache.removeAll(Set.of());
        case INVOKE_GET -> cache.<String>invoke(KEY, (entry, more) -> entry.getValue());
        case INVOKE_LOAD -> cache.<String>invoke("absent", (entry, more) -> entry.getValue());
        case INVOKE_SET_AND_REMOVE -> setAndRemove(cache);
        case LOAD_ALL -> loadAll(cache);
        case CLEAR -> cache.clear();
      }
    }

    private static void setAndRemove(Cache<String, String> cache) {
      cache.invoke(
          "absent",
          (entry, arguments) -> {
            entry.setValue(NEW);
            entry.remove();
            return true;
          });
    }

    private static void loadAll(Cache<String, String> cache) {
      CompletionListenerFuture done = new CompletionListenerFuture();
      cache.loadAll(Set.of(KEY, "absent"), true, done);
      try {
        done.get();
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }
  }

  private Cache<String, String> open() {
    Cache<String, String> cache =
        caches.open(
            writing(
                loading(texts(), new FunctionLoader<>(key -> "loaded")).setReadThrough(true),
                writer));
    cache.put(KEY, "old");
    calls.clear();
    return cache;
  }

  @ParameterizedTest
  @EnumSource
  void change_ofAnEntry_reachesTheSourceOnceAndFirst(Mutation mutation) {
    Cache<String, String> cache = open();
    hook = key -> assertThat(cache.get(KEY)).as("the cache, still").isEqualTo(OLD);

    mutation.on(cache);

    assertThat(calls).containsExactly(KEY);
    assertThat(writer.source().get(KEY)).isEqualTo(mutation.outcome());
    assertThat(cache.containsKey(KEY)).isEqualTo(mutation.outcome() != null);
  }

  @ParameterizedTest
  @EnumSource
  void operation_thatChangesNothing_doesNotReachTheSource(NoChange operation) {
    Cache<String, String> cache = open();

    operation.on(cache);

    assertThat(calls).isEmpty();
  }

  @Test
  void remove_ofWhatIsNotCached_deletesItAllTheSame() {
    Cache<String, String> cache = open();
    writer.source().put("absent", "only there");

    assertThat(cache.remove("absent")).isFalse();
    assertThat(cache.getAndRemove("absent")).isNull();
    cache.removeAll(Set.of("absent"));
    Mutation.remove(cache, "absent");

    assertThat(calls).containsExactly("absent", "absent", "absent", "absent");
    assertThat(writer.source()).containsOnlyKeys(KEY);
  }

  @Test
  void removeAll_ofEverything_deletesWhatIsCachedOnly() {
    Cache<String, String> cache = open();
    writer.source().put("absent", "only there");

    cache.removeAll();

    assertThat(writer.source()).containsOnlyKeys("absent");
  }

  @Test
  void put_ofAnEntryThatIsNotToBeStored_isWritten() {
    Cache<String, String> cache =
        caches.open(expiring(writing(texts(), writer), new CreatedExpiryPolicy(Duration.ZERO)));

    cache.put("a", "1");
    cache.putAll(Map.of("b", "2"));

    assertThat(writer.source()).isEqualTo(Map.of("a", "1", "b", "2"));
    assertThat(cache).isEmpty();
  }

  @Test
  void expiry_ofAnEntry_deletesNothing() {
    Cache<String, String> cache =
        caches.open(
            expiring(writing(texts(), writer), new CreatedExpiryPolicy(Duration.ONE_MINUTE)));
    cache.put(KEY, "old");

    caches.clock().advance(java.time.Duration.ofMinutes(2));
    assertThat(cache.get(KEY)).isNull();
    cache.removeAll();

    assertThat(calls).containsExactly(KEY);
    assertThat(writer.source()).containsEntry(KEY, "old");
  }

  @Test
  void writer_withoutWriteThrough_isNotCalled() {
    Cache<String, String> cache = caches.open(writing(texts(), writer).setWriteThrough(false));

    cache.put(KEY, "new");
    cache.putAll(Map.of("other", "new"));
    cache.removeAll();

    assertThat(calls).isEmpty();
  }
}
