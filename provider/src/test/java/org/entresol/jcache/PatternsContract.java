package org.entresol.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import javax.cache.Cache;
import javax.cache.configuration.FactoryBuilder.SingletonFactory;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.EventType;
import org.entresol.EntresolCache;
import org.entresol.WriteMode;
import org.entresol.jcache.Crew.Task;
import org.junit.jupiter.api.Test;

/** What is said by patterns of keys, on whatever stack. */
public abstract class PatternsContract extends OwnOperationsContract {

  private static <K> void fill(EntresolCache<K, String> cache, List<K> keys) {
    keys.forEach(key -> cache.put(key, "x"));
  }

  private static <K> Set<K> left(EntresolCache<K, String> cache, List<K> keys) {
    Set<K> there = new LinkedHashSet<>();
    for (K key : keys) {
      if (cache.get(key) != null) {
        there.add(key);
      }
    }
    assertThat(cache).extracting(Cache.Entry::getKey).containsExactlyInAnyOrderElementsOf(there);
    return there;
  }

  @Test
  void invalidatePattern_ofSome_dropsThoseAlone() {
    List<String> keys =
        List.of("user:42:cart", "user:42:", "user:421:cart", "user:7:cart", "user:42", "xuser:42:");
    EntresolCache<String, String> cache = open(texts());
    fill(cache, keys);

    cache.invalidatePattern("user:42:*");

    assertThat(left(cache, keys))
        .containsExactly("user:421:cart", "user:7:cart", "user:42", "xuser:42:");
    cache.invalidatePattern("*:c*t");
    assertThat(left(cache, keys)).containsExactly("user:42", "xuser:42:");
    cache.invalidatePattern("user:42");
    assertThat(left(cache, keys)).containsExactly("xuser:42:");
    cache.put("user:42", "again");
    assertThat(cache.get("user:42")).isEqualTo("again");
    cache.invalidatePattern("**");
    assertThat(left(cache, keys)).isEmpty();
  }

  @Test
  void invalidatePattern_allButTheWildcard_meansItself() {
    List<String> keys = List.of("a[b]c", "abc", "a?c", "a\\c", "a^c", "a\\?c", "ä:e:c", "a.c");
    for (String key : keys) {
      EntresolCache<String, String> cache = open(texts());
      fill(cache, keys);
      cache.invalidatePattern(key);
      assertThat(left(cache, keys)).hasSize(keys.size() - 1).doesNotContain(key);
      node("one").destroyCache("c");
    }
  }

  @Test
  void invalidatePattern_keysThatTiersEscape_fitsTheirText() {
    List<String> keys = List.of("a\uD800b%20c", "ab%20c", "a\uD800c");
    EntresolCache<String, String> cache = open(texts());
    fill(cache, keys);

    cache.invalidatePattern("*b%20*");

    assertThat(left(cache, keys)).containsExactly("a\uD800c");
    cache.invalidatePattern("*\uD800c");
    assertThat(left(cache, keys)).isEmpty();
  }

  @Test
  void invalidatePattern_many_dropsAllThatFit() {
    EntresolCache<Long, String> cache = open(types(Long.class, String.class));
    Map<Long, String> all = new HashMap<>();
    LongStream.range(1_000, 4_000).forEach(i -> all.put(i, "x"));
    cache.putAll(all);

    cache.invalidatePattern("2*");

    assertThat(cache.getAll(all.keySet()).keySet())
        .hasSize(2_000)
        .allMatch(key -> key < 2_000 || key >= 3_000);
  }

  @Test
  void invalidatePattern_keysOfSeveralTypes_fitsThoseThatAreTextOrNumbers() {
    UUID id = UUID.fromString("00000000-0000-0000-0000-000000000007");
    LocalDate date = LocalDate.of(2026, 1, 7);
    List<Object> keys = List.of("7", 7, 7L, (short) 7, BigInteger.valueOf(7), "17", id, date);
    EntresolCache<Object, String> cache = open(types(Object.class, String.class));
    fill(cache, keys);
    cache.invalidatePattern("7");
    assertThat(left(cache, keys)).containsExactly("17", id, date);
    cache.invalidatePattern("*7");
    assertThat(left(cache, keys)).containsExactly(date);
  }

  @Test
  void invalidatePattern_keysThatAreNoText_isRefused() {
    EntresolCache<LocalDate, String> cache = open(types(LocalDate.class, String.class));
    assertThatThrownBy(() -> cache.invalidatePattern("2026-*"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'2026-*'")
        .hasMessageContaining("java.time.LocalDate")
        .hasMessageContaining("texts, whole numbers or UUIDs");
  }

  @Test
  void invalidatePattern_moreWildcardsThanAllowed_isRefused() {
    EntresolCache<String, String> cache = open(texts());
    cache.put("abcdefgh", "x");
    assertThatThrownBy(() -> cache.invalidatePattern("*a*b*c*d*e*f*g*h*"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("9 wildcards")
        .hasMessageContaining("at most 8");
    cache.invalidatePattern("*a*b*c*d*e*f*g*h");
    assertThat(cache.get("abcdefgh")).isNull();
  }

  @Test
  void invalidatePattern_withWriterAndListener_noneOfThemHears() {
    EntresolCache<String, String> cache =
        open(
            texts()
                .writer(() -> writer)
                .writeThrough(true)
                .listener(
                    new MutableCacheEntryListenerConfiguration<>(
                        new SingletonFactory<>(ear), null, true, true)));
    cache.put("a", "x");

    cache.invalidatePattern("a*");

    assertThat(cache.get("a")).isNull();
    assertThat(source).isEqualTo(Map.of("a", "x"));
    cache.put("a", "y");
    assertThat(ear.types()).containsExactly(EventType.CREATED, EventType.CREATED);
  }

  @Test
  void invalidatePattern_writesPending_leavesThem() {
    EntresolCache<String, String> cache =
        open(
            texts()
                .writer(() -> writer)
                .write(write -> write.mode(WriteMode.BEHIND).delay(Duration.ofHours(1)))
                .writeThrough(true));
    cache.put("a", "x");

    cache.invalidatePattern("*");

    assertThat(cache.getFresh("a")).isNull();
    assertThat(source).isEmpty();
    cache.flush();
    assertThat(source).isEqualTo(Map.of("a", "x"));
  }

  @Test
  void invalidatePattern_duringLoad_whatWasReadBeforeIsNotStored() {
    EntresolCache<String, String> cache = open(loaded(texts()));
    source.put("a", "old");
    gate.arm();
    Task<String> reader = Crew.start(() -> cache.get("a"));
    gate.awaitVisitor();
    source.put("a", "new");

    cache.invalidatePattern("a*");
    gate.open();

    assertThat(reader.result()).isIn("old", "new");
    assertThat(cache.get("a")).isEqualTo("new");
  }

  @Test
  void get_begunAfterAPatternDuringALoad_isNotGivenWhatWasReadBefore() {
    EntresolCache<String, String> cache = open(loaded(texts()));
    source.put("a", "old");
    gate.arm();
    Task<String> early = Crew.start(() -> cache.get("a"));
    gate.awaitVisitor();
    source.put("a", "new");
    cache.invalidatePattern("a*");

    Task<String> late = Crew.start(() -> cache.get("a"));
    Crew.until(() -> late.isDone() || late.isBlocked());
    gate.open();

    assertThat(late.result()).isEqualTo("new");
    assertThat(early.result()).isIn("old", "new");
  }

  @Test
  void invalidatePattern_ofOthersDuringLoad_storesIt() {
    EntresolCache<String, String> cache = open(loaded(texts()));
    source.put("a", "x");
    gate.arm();
    Task<String> reader = Crew.start(() -> cache.get("a"));
    gate.awaitVisitor();

    cache.invalidatePattern("b*");
    gate.open();

    assertThat(reader.result()).isEqualTo("x");
    assertThat(cache.get("a")).isEqualTo("x");
    assertThat(loads).containsEntry("a", 1);
  }
}
