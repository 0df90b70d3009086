package org.entresol.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entresol.jcache.TestCaches.loading;
import static org.entresol.jcache.TestCaches.texts;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.integration.CompletionListenerFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A change of a key that comes while the key is being loaded wins over what was loaded. */
@Tag("unit")
class LoadRaceTest {
  private static final String KEY = "k";

  @RegisterExtension private final TestCaches caches = new TestCaches();

  private final Gate gate = Gate.closed();
  private final AtomicInteger source = new AtomicInteger(1);

  /** Changes of a key that is not in the cache yet. */
  private enum Change {
    PUT,
    PUT_ALL,
    GET_AND_PUT,
    PUT_IF_ABSENT,
    INVOKE_SET,
    PUT_AND_REMOVE,
    REMOVE,
    GET_AND_REMOVE,
    REMOVE_ALL_OF,
    REMOVE_ALL,
    INVOKE_REMOVE,
    CLEAR;

    void on(Cache<String, String> cache) {
      switch (this) {
        case PUT -> cache.put(KEY, "put");
        case PUT_ALL -> cache.putAll(Map.of(KEY, "put"));
        case GET_AND_PUT -> cache.getAndPut(KEY, "put");
        case PUT_IF_ABSENT -> cache.putIfAbsent(KEY, "put");
        case INVOKE_SET -> Mutation.set(cache, KEY, "put");
        case PUT_AND_REMOVE -> putAndRemove(cache);
        case REMOVE -> cache.remove(KEY);
        case GET_AND_REMOVE -> cache.getAndRemove(KEY);
        case REMOVE_ALL_OF -> cache.removeAll(Set.of(KEY));
        case REMOVE_ALL -> cache.removeAll();
        case INVOKE_REMOVE -> Mutation.remove(cache, KEY);
        case CLEAR -> cache.clear();
      }
    }

    private static void putAndRemove(Cache<String, String> cache) {
      cache.put(KEY, "x");
      cache.remove(KEY);
    }

    boolean stores() {
      return switch (this) {
        case PUT, PUT_ALL, GET_AND_PUT, PUT_IF_ABSENT, INVOKE_SET -> true;
        default -> false;
      };
    }
  }

  /** Ways to load a key that is not in the cache. */
  private enum Load {
    GET,
    GET_ALL,
    LOAD_ALL,
    RELOAD_ALL;

    void on(Cache<String, String> cache) {
      switch (this) {
        case GET -> cache.get(KEY);
        case GET_ALL -> cache.getAll(Set.of(KEY, "other"));
        case LOAD_ALL -> loadAll(cache, false);
        case RELOAD_ALL -> loadAll(cache, true);
      }
    }

    private static void loadAll(Cache<String, String> cache, boolean replaceExisting) {
      CompletionListenerFuture done = new CompletionListenerFuture();
      cache.loadAll(Set.of(KEY, "other"), replaceExisting, done);
      try {
        done.get();
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }
  }

  private Cache<String, String> cache() {
    return caches.cache();
  }

  @BeforeEach
  void open() {
    caches.open(
        loading(
            texts(),
            new FunctionLoader<>(
                key -> {
                  String read = "version " + source.get();
                  if (key.equals(KEY)) {
                    gate.pass();
                  }
                  return read;
                })));
  }

  private void assertChangeWins(Load load, Change change) {
    Cache<String, String> cache = cache();
    Crew.Task<Boolean> loading = Crew.run(() -> load.on(cache));
    gate.awaitVisitor();

    source.set(2);
    Crew.promptly(() -> change.on(cache));
    gate.open();
    loading.result();

    assertThat(cache.containsKey(KEY)).as(load + " stored").isEqualTo(change.stores());
    assertThat(cache.get(KEY)).isEqualTo(change.stores() ? "put" : "version 2");
  }

  @ParameterizedTest
  @EnumSource
  void change_duringGet_winsOverItsResult(Change change) {
    assertChangeWins(Load.GET, change);
  }

  @ParameterizedTest
  @EnumSource
  void change_duringGetAll_winsOverItsResult(Change change) {
    assertChangeWins(Load.GET_ALL, change);
  }

  @ParameterizedTest
  @EnumSource
  void change_duringLoadAll_winsOverItsResult(Change change) {
    assertChangeWins(Load.LOAD_ALL, change);
  }

  @ParameterizedTest
  @EnumSource
  void change_duringReloadAll_winsOverItsResult(Change change) {
    assertChangeWins(Load.RELOAD_ALL, change);
  }

  @ParameterizedTest
  @EnumSource
  void get_afterAChangeDuringALoad_doesNotWaitForThatLoad(Change change) {
    Cache<String, String> cache = cache();
    Crew.Task<String> early = Crew.start(() -> cache.get(KEY));
    gate.awaitVisitor();

    source.set(2);
    Crew.promptly(() -> change.on(cache));
    String expected = change.stores() ? "put" : "version 2";
    Crew.promptly(() -> assertThat(cache.get(KEY)).isEqualTo(expected));
    Crew.promptly(() -> assertThat(cache.getAll(Set.of(KEY))).containsEntry(KEY, expected));
    gate.open();

    assertThat(early.result()).isIn("version 1", expected);
    assertThat(cache.get(KEY)).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PUT_IF_ABSENT")
  void get_afterAChange_neverShowsWhatWasReadBeforeIt(Change change) {
    gate.open();
    Cache<String, String> cache = cache();
    AtomicBoolean over = new AtomicBoolean();
    Crew.Task<Boolean> reader =
        Crew.run(
            () -> {
              while (!over.get()) {
                cache.get(KEY);
              }
            });

    try {
      for (int round = 2; round < 3_000; round++) {
        source.set(round);
        change.on(cache);
        String expected = change.stores() ? "put" : "version " + round;
        assertThat(cache.get(KEY)).isEqualTo(expected);
        assertThat(cache.get(KEY)).isEqualTo(expected);
        cache.remove(KEY);
      }
    } finally {
      over.set(true);
    }
    reader.result();
  }
}
