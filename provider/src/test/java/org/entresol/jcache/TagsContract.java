package org.entresol.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import javax.cache.CacheException;
import javax.cache.event.EventType;
import javax.cache.integration.CompletionListenerFuture;
import org.entresol.EntresolCache;
import org.entresol.EntresolConfiguration;
import org.entresol.PutOptions;
import org.entresol.TagExtractor;
import org.entresol.Tagged;
import org.entresol.Timed;
import org.entresol.TimedLoader;
import org.entresol.jcache.Crew.Task;
import org.entresol.tier.Recall;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What tags do, on whatever stack. */
public abstract class TagsContract extends ExpiredTagsContract {

  private EntresolConfiguration.Builder<String, String> loaded() {
    return loaded(tagged());
  }

  @ParameterizedTest
  @EnumSource
  void recall_ofSome_leavesTheOthersAlone(Recall how) {
    EntresolCache<String, String> cache = open(tagged());
    cache.put("a", "red");
    cache.put("b", "blue");
    cache.put("c", "red blue");

    recall(cache, how, "red", "green");

    assertThat(cache.get("a")).isNull();
    assertThat(cache.get("b")).isEqualTo("blue");
    assertThat(cache.get("c")).isNull();
    assertThat(cache.containsKey("a")).isFalse();
    assertThat(cache.getAll(Set.of("a", "b", "c"))).containsOnlyKeys("b");
    List<String> keys = new ArrayList<>();
    cache.forEach(entry -> keys.add(entry.getKey()));
    assertThat(keys).containsExactly("b");
  }

  @ParameterizedTest
  @EnumSource
  void recall_putAgain_isThere(Recall how) {
    EntresolCache<String, String> cache = open(tagged());
    cache.put("a", "red");
    recall(cache, how, "red");
    cache.put("a", "red");
    recall(cache, how, "blue");
    assertThat(cache.get("a")).isEqualTo("red");
    recall(cache, how, "red");
    assertThat(cache.get("a")).isNull();
  }

  @Test
  void invalidateTags_putAnewWithOthers_goesByThose() {
    EntresolCache<String, String> cache = open(tagged());
    cache.put("a", "red");
    cache.put("a", "blue");
    cache.invalidateTags("red");
    assertThat(cache.get("a")).isEqualTo("blue");
    cache.invalidateTags("blue");
    assertThat(cache.get("a")).isNull();
  }

  @Test
  void invalidateTags_manyStoredTogether_dropsThoseThatHaveIt() {
    EntresolCache<String, String> cache = open(tagged());
    Map<String, String> all = new HashMap<>();
    IntStream.range(0, 300).forEach(i -> all.put("k" + i, i % 2 == 0 ? "even" : "odd"));
    cache.putAll(all);

    cache.invalidateTags("even");

    assertThat(cache.getAll(all.keySet())).hasSize(150).doesNotContainValue("even");
  }

  @ParameterizedTest
  @EnumSource
  void conditional_onRecalled_findsNothing(Recall how) {
    EntresolCache<String, String> cache = open(tagged());
    for (String key : List.of("a", "b", "c", "d", "e")) {
      cache.put(key, "red");
    }
    recall(cache, how, "red");
    assertThat(cache.replace("a", "blue")).isFalse();
    assertThat(cache.remove("b")).isFalse();
    assertThat(cache.getAndPut("c", "blue")).isNull();
    assertThat(cache.putIfAbsent("d", "red")).isTrue();
    assertThat(cache.<Boolean>invoke("e", (entry, arguments) -> entry.exists())).isFalse();
    assertThat(cache.get("a")).isNull();
    assertThat(cache.get("d")).isEqualTo("red");
  }

  @Test
  void invoke_setsValue_tagsIt() {
    EntresolCache<String, String> cache = open(tagged());
    cache.invoke(
        "a",
        (entry, arguments) -> {
          entry.setValue("red");
          return null;
        });
    assertThat(cache.get("a")).isEqualTo("red");
    cache.invalidateTags("red");
    assertThat(cache.get("a")).isNull();
  }

  @Test
  void invalidateTags_withWriterAndListener_noneOfThemHears() {
    EntresolCache<String, String> cache = open(heard());
    cache.put("a", "red");

    cache.invalidateTags("red");

    assertThat(cache.get("a")).isNull();
    assertThat(source).isEqualTo(Map.of("a", "red"));
    cache.put("a", "red");
    assertThat(ear.types()).containsExactly(EventType.CREATED, EventType.CREATED);
  }

  @Test
  void invalidateTags_loaded_asksTheSourceAgainAndStoresIt() {
    EntresolCache<String, String> cache = open(loaded());
    source.put("a", "red");
    assertThat(cache.get("a")).isEqualTo("red");
    source.put("a", "red new");
    assertThat(cache.get("a")).isEqualTo("red");

    cache.invalidateTags("red");

    assertThat(cache.get("a")).isEqualTo("red new");
    assertThat(cache.get("a")).isEqualTo("red new");
    assertThat(loads).containsEntry("a", 2);
  }

  @ParameterizedTest
  @EnumSource
  void recall_duringLoad_whatWasReadBeforeIsNotStored(Recall how) {
    EntresolCache<String, String> cache = open(loaded());
    source.put("a", "red");
    source.put("b", "blue");
    gate.arm();
    Task<String> reader = Crew.start(() -> cache.get("a"));
    gate.awaitVisitor();
    source.put("a", "red new");

    recall(cache, how, "red");
    gate.open();

    assertThat(reader.result()).startsWith("red");
    assertThat(cache.get("a")).isEqualTo("red new");
  }

  @Test
  void get_begunAfterARecallDuringALoad_isNotGivenWhatWasReadBefore() {
    EntresolCache<String, String> cache = open(loaded());
    source.put("a", "red");
    gate.arm();
    Task<String> early = Crew.start(() -> cache.get("a"));
    gate.awaitVisitor();
    source.put("a", "red new");
    cache.invalidateTags("red");

    Task<String> late = Crew.start(() -> cache.get("a"));
    Task<String> unused = late.awaitBlocked();
    gate.open();

    assertThat(late.result()).isEqualTo("red new");
    assertThat(early.result()).startsWith("red");
  }

  @Test
  void invalidateTags_ofOthersDuringLoad_storesIt() {
    EntresolCache<String, String> cache = open(loaded());
    source.put("a", "red");
    gate.arm();
    Task<String> reader = Crew.start(() -> cache.get("a"));
    gate.awaitVisitor();

    cache.invalidateTags("blue");
    gate.open();

    assertThat(reader.result()).isEqualTo("red");
    assertThat(cache.get("a")).isEqualTo("red");
    assertThat(loads).containsEntry("a", 1);
  }

  @Test
  void put_withOptions_hasThoseTagsToo() {
    EntresolCache<String, String> cache = open(tagged());
    cache.put("a", "red", PutOptions.tags("mine"));
    cache.put("b", "red", PutOptions.tags("mine"));
    cache.invalidateTags("mine");
    assertThat(cache.get("a")).isNull();
    cache.put("b", "red", PutOptions.tags("mine"));
    cache.invalidateTags("red");
    assertThat(cache.get("b")).isNull();
  }

  /** A loader that says tags: the value and what it ends with. */
  private EntresolConfiguration.Builder<String, String> taggedByLoader() {
    TimedLoader<String, String> loader =
        key -> {
          loads.merge(key, 1, Integer::sum);
          String value = source.get(key);
          gate.pass();
          return (value == null) ? null : Timed.of(value).tagged(value, "of " + key);
        };
    return texts().loader(() -> loader).readThrough(true);
  }

  @Test
  void invalidateTags_saidByTheLoader_dropsWhatWasLoadedWithThem() throws Exception {
    EntresolCache<String, String> cache = open(taggedByLoader().tagsExplicit(true));
    source.putAll(Map.of("a", "red", "b", "red", "c", "blue"));
    assertThat(cache.get("a")).isEqualTo("red");
    assertThat(cache.getAll(Set.of("b", "c"))).hasSize(2);

    cache.invalidateTags("of a");
    cache.invalidateTags("blue");

    assertThat(cache.containsKey("a")).isFalse();
    assertThat(cache.containsKey("b")).isTrue();
    assertThat(cache.containsKey("c")).isFalse();
    CompletionListenerFuture done = new CompletionListenerFuture();
    cache.loadAll(Set.of("c"), true, done);
    done.get();
    cache.invalidateTags("blue");
    assertThat(cache.containsKey("c")).isFalse();
  }

  @Test
  void invalidateTags_duringALoadThatBringsThem_isNotStored() {
    EntresolCache<String, String> cache = open(taggedByLoader().tagsExplicit(true));
    source.put("a", "red");
    gate.arm();
    Task<String> reader = Crew.start(() -> cache.get("a"));
    gate.awaitVisitor();
    source.put("a", "new");

    cache.invalidateTags("red");
    gate.open();

    assertThat(reader.result()).isIn("red", "new");
    assertThat(cache.get("a")).isEqualTo("new");
  }

  @Test
  void load_bringsTagsWhereNoneAreSaid_fails() {
    EntresolCache<String, String> cache = open(taggedByLoader());
    source.put("a", "red");
    assertThatThrownBy(() -> cache.get("a"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("'a'")
        .hasMessageContaining("tags.explicit: true");
    assertThat(cache.containsKey("a")).isFalse();
  }

  @Test
  void put_withTagsWhereNoneAreSaid_isRefused() {
    EntresolCache<String, String> cache = open(texts());
    assertThatThrownBy(() -> cache.put("a", "red", PutOptions.tags("mine")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("tags.explicit: true");
    assertThat(cache.get("a")).isNull();
    cache.put("a", "red", PutOptions.NONE);
    cache.invalidateTags("mine");
    assertThat(cache.get("a")).isEqualTo("red");
  }

  @Test
  void put_withTagsWhereTheyAreAllowed_hasThem() {
    EntresolCache<String, String> cache = open(texts().tagsExplicit(true));
    cache.put("a", "red", PutOptions.tags("mine"));
    cache.put("b", "red");
    cache.invalidateTags("mine");
    assertThat(cache.get("a")).isNull();
    assertThat(cache.get("b")).isEqualTo("red");
  }

  @Test
  void keySegments_said_areTags() {
    EntresolCache<String, String> cache = open(texts().tagsOfKeySegments(":"));
    for (String key : List.of("user:42:cart", "user:42", "user:421:cart", "user:7:cart", "user")) {
      cache.put(key, "x");
    }
    cache.invalidateTags("user:42");
    assertThat(cache.get("user:42:cart")).isNull();
    assertThat(cache.get("user:42")).isNotNull();
    assertThat(cache.get("user:421:cart")).isNotNull();
    cache.invalidateTags("user");
    assertThat(cache.get("user:7:cart")).isNull();
    assertThat(cache.get("user:42")).isNull();
    assertThat(cache.get("user")).isNotNull();
  }

  @Test
  void keySegments_longOrMany_areNoReasonToFail() {
    EntresolCache<String, String> cache = open(texts().tagsOfKeySegments(":"));
    String longest = "x".repeat(2_000);
    cache.put(longest + ":1", "x");
    String many = String.join(":", Collections.nCopies(100, "a"));
    cache.put(many, "x", PutOptions.tags("mine"));

    cache.invalidateTags(longest);
    assertThat(cache.get(longest + ":1")).isNull();
    cache.invalidateTags("mine");
    assertThat(cache.get(many)).isNull();
  }

  /** A value that knows its tags. */
  public record Order(String customer) implements Tagged {
    @Override
    public Collection<String> tags() {
      return List.of("customer:" + customer);
    }
  }

  @Test
  void taggedValues_ofTheCachesType_needNoSetting() {
    EntresolCache<Long, Order> cache = open(types(Long.class, Order.class));
    cache.put(1L, new Order("a"));
    cache.put(2L, new Order("b"));
    cache.invalidateTags("customer:a");
    assertThat(cache.get(1L)).isNull();
    assertThat(cache.get(2L)).isNotNull();
  }

  @Test
  void tags_moreThanAreAllowed_areRefused() {
    EntresolCache<String, String> cache = open(texts().tagsExplicit(true));
    List<String> many = IntStream.range(0, 65).mapToObj(i -> "t" + i).toList();
    assertThatThrownBy(() -> cache.put("a", "x", PutOptions.tags(many)))
        .isInstanceOf(CacheException.class)
        .hasMessageContaining("at most 64");
    assertThatThrownBy(() -> cache.invalidateTags(many)).isInstanceOf(CacheException.class);
    assertThat(cache.containsKey("a")).isFalse();
    cache.put("a", "x", PutOptions.tags(many.subList(0, 64)));
    cache.invalidateTags("t63");
    assertThat(cache.containsKey("a")).isFalse();
  }

  @Test
  void extractor_throws_failsThePutAndChangesNothing() {
    EntresolCache<String, String> cache =
        open(
            texts()
                .tagsExtractor(
                    () ->
                        (TagExtractor<String, String>)
                            (key, value) -> {
                              throw new IllegalArgumentException("no tags for " + key);
                            }));
    assertThatThrownBy(() -> cache.put("a", "x")).hasStackTraceContaining("no tags for a");
    assertThat(cache.containsKey("a")).isFalse();
  }
}
