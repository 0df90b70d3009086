package org.entresol.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.cache.integration.CacheLoaderException;
import org.entresol.EntresolCache;
import org.entresol.EntresolCacheManager;
import org.entresol.EntresolConfiguration;
import org.entresol.Stack;
import org.entresol.fixtures.MemoryLab;
import org.entresol.jcache.FunctionLoader;
import org.entresol.time.FakeClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What who listens is told of the caches of a manager. */
@Tag("unit")
class SpansTest {

  @RegisterExtension private final MemoryLab lab = new MemoryLab(new FakeClock());

  private EntresolCacheManager manager;
  private EntresolCache<String, String> cache;

  @BeforeEach
  void open() {
    manager = (EntresolCacheManager) lab.manager("one");
    cache =
        manager.createCache(
            "c",
            EntresolConfiguration.builder(String.class, String.class)
                .stack(Stack.HEAP_REDIS)
                .loader(() -> new FunctionLoader<>(RecordingsTest::ask))
                .readThrough(true)
                .build());
  }

  /** What was told, one text for each begin and end. */
  private static final class Notes implements SpanListener {
    private final List<String> told = new ArrayList<>();

    @Override
    public Span load(String cache, int keys) {
      return begun("load of " + keys + " in " + cache);
    }

    @Override
    public Span remoteCall(String cache) {
      return begun("call in " + cache);
    }

    private Span begun(String what) {
      told.add(what);
      return failure ->
          told.add(
              "end of "
                  + what
                  + (failure == null ? "" : ": " + failure.getClass().getSimpleName()));
    }
  }

  private Notes listening() {
    Notes notes = new Notes();
    manager.unwrap(Spans.class).add(notes);
    return notes;
  }

  @Test
  void load_answered_liesBetweenCalls() {
    Notes notes = listening();

    assertThat(cache.get("a")).isEqualTo("of a");

    assertThat(notes.told)
        .containsSubsequence(
            "call in c",
            "end of call in c",
            "load of 1 in c",
            "end of load of 1 in c",
            "call in c",
            "end of call in c");
  }

  @Test
  void load_failed_isToldBySoWhat() {
    Notes notes = listening();

    assertThatThrownBy(() -> cache.get("bad")).isInstanceOf(CacheLoaderException.class);

    assertThat(notes.told).contains("end of load of 1 in c: CacheLoaderException");
  }

  @Test
  void load_ofMany_isOne() {
    Notes notes = listening();

    assertThat(cache.getAll(Set.of("a", "b"))).hasSize(2);

    assertThat(notes.told)
        .filteredOn(text -> text.startsWith("load"))
        .containsExactly("load of 2 in c");
  }

  @Test
  void get_near_tellsNothing() {
    cache.put("a", "b");
    Notes notes = listening();

    assertThat(cache.get("a")).isEqualTo("b");

    assertThat(notes.told).isEmpty();
  }

  @Test
  void listener_thatThrows_harmsNobody() {
    manager
        .unwrap(Spans.class)
        .add(
            new SpanListener() {
              @Override
              public Span load(String cache, int keys) {
                throw new IllegalStateException("for the test");
              }

              @Override
              public Span remoteCall(String cache) {
                return failure -> {
                  throw new IllegalStateException("for the test");
                };
              }
            });
    Notes notes = listening();

    assertThat(cache.get("a")).isEqualTo("of a");

    assertThat(notes.told).contains("end of load of 1 in c", "end of call in c");
  }

  @Test
  void listener_thatWasRemoved_isToldNothingMore() {
    Notes notes = listening();
    manager.unwrap(Spans.class).remove(notes);

    assertThat(cache.get("a")).isEqualTo("of a");

    assertThat(notes.told).isEmpty();
  }
}
