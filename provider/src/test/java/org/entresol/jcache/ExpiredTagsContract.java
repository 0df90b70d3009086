package org.entresol.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.cache.CacheException;
import javax.cache.configuration.Factory;
import javax.cache.configuration.FactoryBuilder.SingletonFactory;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.EventType;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.integration.CacheLoaderException;
import org.entresol.EntresolCache;
import org.entresol.EntresolConfiguration;
import org.entresol.TagExtractor;
import org.entresol.tier.Recall;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What entries are that were told to expire by their tags, on whatever stack. */
public abstract class ExpiredTagsContract extends PatternsContract {

  static final Factory<TagExtractor<?, ?>> BY_VALUE =
      () -> (TagExtractor<String, String>) (key, value) -> List.of(value.split(" "));

  private static final Duration WINDOW = Duration.ofHours(1);

  final EntresolConfiguration.Builder<String, String> tagged() {
    return texts().tagsExtractor(BY_VALUE);
  }

  /** Recalls tags in one way or the other. */
  static void recall(EntresolCache<?, ?> cache, Recall how, String... tags) {
    switch (how) {
      case DROP -> cache.invalidateTags(tags);
      case EXPIRE -> cache.expireTags(tags);
    }
  }

  /** A cache that gives what is past its time while it is loaded anew. */
  private EntresolCache<String, String> revalidating() {
    return open(loaded(tagged()).load(load -> load.staleWhileRevalidate(WINDOW)));
  }

  private @Nullable String failing(String key) {
    throw new CacheLoaderException("no source for " + key);
  }

  /** A cache without a source that gives what is past its time for a while. */
  private EntresolCache<String, String> withoutSource(Duration window) {
    return open(
        tagged()
            .loader(() -> new FunctionLoader<>(this::failing))
            .readThrough(true)
            .load(load -> load.staleIfError(window)));
  }

  @Test
  void expireTags_stillInUse_isNotProlonged() {
    EntresolCache<String, String> cache =
        open(
            tagged()
                .expiry(
                    () ->
                        new AccessedExpiryPolicy(
                            new javax.cache.expiry.Duration(TimeUnit.HOURS, 1))));
    cache.put("a", "red");
    assertThat(cache.get("a")).isEqualTo("red");
    cache.expireTags("red");
    assertThat(cache.get("a")).isNull();
    assertThat(cache.get("a")).isNull();
  }

  @Test
  void expireTags_noneAtAll_isNothing() {
    EntresolCache<String, String> cache = open(tagged());
    cache.put("a", "red");
    cache.expireTags(Set.of());
    assertThat(cache.get("a")).isEqualTo("red");
  }

  /** With a writer, and a listener that hears of everything. */
  EntresolConfiguration.Builder<String, String> heard() {
    return tagged()
        .writer(() -> writer)
        .writeThrough(true)
        .listener(
            new MutableCacheEntryListenerConfiguration<>(
                new SingletonFactory<>(ear), null, true, true));
  }

  @Test
  void expireTags_withWriterAndListener_neitherHearsOfTheCall() {
    EntresolCache<String, String> cache = open(heard());
    cache.put("a", "red");

    cache.expireTags("red");

    assertThat(ear.types()).containsExactly(EventType.CREATED);
    assertThat(source).isEqualTo(Map.of("a", "red"));
    cache.put("a", "red");
    assertThat(ear.types())
        .doesNotContain(EventType.REMOVED, EventType.UPDATED)
        .endsWith(EventType.CREATED);
  }

  @Test
  void expireTags_mayBeStale_givesTheOldOneWhileOneLoadReplacesIt() {
    EntresolCache<String, String> cache = revalidating();
    source.put("a", "red");
    assertThat(cache.get("a")).isEqualTo("red");
    source.put("a", "red new");
    gate.arm();

    cache.expireTags("red");

    assertThat(cache.get("a")).isEqualTo("red");
    gate.awaitVisitor();
    assertThat(cache.get("a")).isEqualTo("red");
    assertThat(cache.getAll(Set.of("a"))).containsEntry("a", "red");
    assertThat(cache.containsKey("a")).isFalse();
    gate.open();
    await().until(() -> "red new".equals(cache.get("a")));
    assertThat(cache.containsKey("a")).isTrue();
    assertThat(loads).containsEntry("a", 2);
  }

  @Test
  void expireTags_sourceFails_givesTheOldOne() {
    EntresolCache<String, String> cache = withoutSource(WINDOW);
    cache.put("a", "red");
    cache.put("b", "blue");
    cache.expireTags("red");
    assertThat(cache.get("a")).isEqualTo("red");
    assertThat(cache.getAll(Set.of("a", "b"))).hasSize(2);
    assertThat(cache.containsKey("a")).isFalse();
    assertThatThrownBy(() -> cache.get("c")).isInstanceOf(CacheLoaderException.class);
  }

  @Test
  void expireTags_windowOver_isGivenNoMore() {
    Duration window = Duration.ofMillis(300);
    EntresolCache<String, String> cache = withoutSource(window);
    cache.put("a", "red");
    cache.expireTags("red");
    pass(window);
    await()
        .untilAsserted(
            () -> assertThatThrownBy(() -> cache.get("a")).isInstanceOf(CacheException.class));
  }

  @Test
  void expireTags_again_leavesTheFirstWindow() {
    Duration window = Duration.ofMillis(500);
    EntresolCache<String, String> cache = withoutSource(window);
    cache.put("a", "red");
    cache.expireTags("red");
    await()
        .untilAsserted(
            () -> {
              pass(window.dividedBy(4));
              cache.expireTags("red");
              assertThatThrownBy(() -> cache.get("a")).isInstanceOf(CacheException.class);
            });
  }

  @Test
  void invalidateTags_afterExpireTags_dropsWhatIsStale() {
    EntresolCache<String, String> cache = withoutSource(WINDOW);
    cache.put("a", "red");
    cache.expireTags("red");
    assertThat(cache.get("a")).isEqualTo("red");
    cache.invalidateTags("red");
    cache.expireTags("red");
    assertThatThrownBy(() -> cache.get("a")).isInstanceOf(CacheLoaderException.class);
  }

  @Test
  void expireTags_duringTheLoadThatReplaces_theNextReadAsksAgain() {
    EntresolCache<String, String> cache = revalidating();
    source.put("a", "red");
    assertThat(cache.get("a")).isEqualTo("red");
    cache.expireTags("red");
    source.put("a", "red early");
    gate.arm();
    assertThat(cache.get("a")).isEqualTo("red");
    gate.awaitVisitor();
    source.put("a", "red late");

    cache.expireTags("red");
    gate.open();

    await().until(() -> "red late".equals(cache.get("a")));
    assertThat(cache.containsKey("a")).isTrue();
  }
}
