package org.entresol.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.entresol.jcache.TestCaches.listening;
import static org.entresol.jcache.TestCaches.texts;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.cache.Cache;
import javax.cache.event.EventType;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheLoaderException;
import javax.cache.integration.CompletionListener;
import org.entresol.EntresolConfiguration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Loading many keys asks the loader in batches, and tells a listener of the end. */
@Tag("unit")
class LoadAllTest {
  @RegisterExtension private final TestCaches caches = new TestCaches();

  private final Batches loader = new Batches();
  private final Told told = new Told();

  /** A loader that only loads many, and remembers how many. */
  private static final class Batches implements CacheLoader<String, String> {
    private final List<Set<String>> batches = new CopyOnWriteArrayList<>();

    @Override
    public String load(String key) {
      throw new AssertionError("load was called for " + key);
    }

    @Override
    public Map<String, String> loadAll(Iterable<? extends String> keys) {
      Map<String, String> loaded = new HashMap<>();
      keys.forEach(key -> loaded.put(key, "loaded"));
      batches.add(loaded.keySet());
      if (loaded.containsKey("error")) {
        throw new AssertionError("on purpose");
      }
      if (loaded.containsKey("bad")) {
        throw new IllegalStateException("on purpose");
      }
      return loaded;
    }

    List<Integer> sizes() {
      return batches.stream().map(Set::size).toList();
    }
  }

  /** A listener whose news can be waited for. */
  private static final class Told implements CompletionListener {
    private final CompletableFuture<Boolean> news = new CompletableFuture<>();

    @Override
    public void onCompletion() {
      news.complete(true);
    }

    @Override
    public void onException(Exception e) {
      news.completeExceptionally(e);
    }

    void await() throws ExecutionException, InterruptedException, TimeoutException {
      news.get(Crew.LIMIT.toSeconds(), TimeUnit.SECONDS);
    }
  }

  @BeforeEach
  void open() {
    caches
        .manager()
        .createCache(
            "test",
            EntresolConfiguration.builder(String.class, String.class)
                .readThrough(true)
                .loader(() -> loader)
                .loadBatch(3)
                .build());
  }

  private Cache<String, String> cache() {
    return caches.cache();
  }

  private static Set<String> keys(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "k" + i)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void loadAll_ofManyKeys_asksInBatches() throws Exception {
    cache().loadAll(keys(8), true, told);

    told.await();
    assertThat(loader.sizes()).containsExactly(3, 3, 2);
    assertThat(cache()).hasSize(8);
  }

  @Test
  void getAll_ofManyKeys_asksInBatches() {
    assertThat(cache().getAll(keys(8))).hasSize(8);

    assertThat(loader.sizes()).containsExactlyInAnyOrder(3, 3, 2);
  }

  @Test
  void getAll_ofPartlyPresentKeys_asksForTheOthersOnly() {
    cache().put("k1", "put");

    assertThat(cache().getAll(keys(3)))
        .isEqualTo(Map.of("k0", "loaded", "k1", "put", "k2", "loaded"));

    assertThat(loader.batches).containsExactly(Set.of("k0", "k2"));
  }

  @Test
  void loadAll_notReplacing_leavesPresentEntriesAlone() throws Exception {
    cache().put("k1", "put");

    cache().loadAll(keys(3), false, told);

    told.await();
    assertThat(loader.batches).containsExactly(Set.of("k0", "k2"));
    assertThat(cache().get("k1")).isEqualTo("put");
  }

  @Test
  void loadAll_replacing_replacesPresentEntries() throws Exception {
    cache().put("k1", "put");

    cache().loadAll(keys(3), true, told);

    told.await();
    assertThat(cache().get("k1")).isEqualTo("loaded");
  }

  @Test
  void loadAll_ofNothing_completes() throws Exception {
    cache().loadAll(Set.of(), true, told);

    told.await();
    assertThat(loader.batches).isEmpty();
  }

  @Test
  void loadAll_loaderThrows_tellsALoaderException() {
    cache().loadAll(Set.of("bad"), true, told);

    assertThatThrownBy(told::await)
        .cause()
        .isInstanceOf(CacheLoaderException.class)
        .hasCauseInstanceOf(IllegalStateException.class);
    assertThat(cache()).isEmpty();
  }

  @Test
  void loadAll_loaderThrowsAnError_tellsALoaderException() {
    cache().loadAll(Set.of("error"), false, told);

    assertThatThrownBy(told::await)
        .cause()
        .isInstanceOf(CacheLoaderException.class)
        .hasCauseInstanceOf(AssertionError.class);
  }

  @Test
  void loadAll_failingInALaterBatch_keepsTheEarlierOnes() {
    cache().loadAll(new TreeSet<>(Set.of("a", "aa", "aaa", "bad")), true, told);

    assertThatThrownBy(told::await).hasCauseInstanceOf(CacheLoaderException.class);
    assertThat(loader.sizes()).containsExactly(3, 1);
    assertThat(cache()).hasSize(3);
  }

  @Test
  void loadAll_withoutAListener_loads() throws Exception {
    cache().loadAll(Set.of("k"), true, null);
    cache().loadAll(Set.of("bad"), true, null);
    cache().loadAll(Set.of("l"), true, told);

    told.await();
    Crew.until(() -> cache().containsKey("k"));
  }

  @Test
  void loadAll_listenerThrows_disturbsNobody() throws Exception {
    CompletableFuture<Boolean> called = new CompletableFuture<>();
    cache()
        .loadAll(
            Set.of("k"),
            true,
            new CompletionListener() {
              @Override
              public void onCompletion() {
                called.complete(true);
                throw new IllegalStateException("on purpose");
              }

              @Override
              public void onException(Exception e) {
                called.completeExceptionally(e);
              }
            });

    assertThat(called.get(Crew.LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    cache().loadAll(Set.of("l"), true, told);
    told.await();
    assertThat(cache().containsKey("k")).isTrue();
  }

  @Test
  void loadAll_withoutALoader_completesAtOnce() {
    Cache<String, String> cache = caches.open("none", texts());

    cache.loadAll(Set.of("k"), true, told);

    assertThat(told.news).isCompletedWithValue(true);
    assertThatCode(() -> cache.loadAll(Set.of("k"), true, null)).doesNotThrowAnyException();
  }

  @Test
  void loadAll_withoutReadThrough_loadsAllTheSame() throws Exception {
    Ear<String, String> ear = new Ear<>();
    Cache<String, String> cache =
        caches.open("aside", listening(texts(), ear).setCacheLoaderFactory(() -> loader));

    cache.loadAll(keys(2), false, told);

    told.await();
    assertThat(cache.get("k0")).isEqualTo("loaded");
    assertThat(cache.get("other")).isNull();
    assertThat(ear.types()).containsExactly(EventType.CREATED, EventType.CREATED);
  }
}
