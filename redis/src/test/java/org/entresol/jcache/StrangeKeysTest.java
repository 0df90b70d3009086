package org.entresol.jcache;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import javax.cache.Cache;
import org.entresol.EntresolConfiguration;
import org.entresol.Stack;
import org.entresol.testing.RedisServers;
import org.entresol.testing.RespClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Keys and names of caches that are no proper Unicode, or that mean something in a pattern. */
@Tag("server")
class StrangeKeysTest {

  private static final String TITLE = "Hello \ud83d\ude00";

  private static final List<String> PIECES =
      List.of(
          "a",
          "?",
          "*",
          "[a]",
          "]",
          "\\",
          "{",
          "}",
          "}:e:",
          "\n",
          "\u0000",
          "%",
          "%D83D",
          "\ufffd",
          "\u00e9",
          "\ud83d\ude00",
          "\ud83d",
          "\ude00",
          "\ud800",
          "\udfff");

  @RegisterExtension private final RedisNodes nodes = new RedisNodes();
  private final RespClient resp = RedisServers.shared().connect();

  @AfterEach
  void disconnect() {
    resp.close();
  }

  private static String cut() {
    return TITLE.substring(0, TITLE.length() - 1);
  }

  private static Map<Object, String> entries() {
    Random random = new Random(7);
    Map<Object, String> entries = new HashMap<>();
    for (String piece : PIECES) {
      entries.put(piece, "of " + piece.codePointAt(0));
    }
    entries.put(cut(), "half");
    entries.put(TITLE.substring(0, 6) + "?", "question");
    entries.put(TITLE, "whole");
    entries.put(URI.create("http://example.org/\ud83d"), "half a URI");
    entries.put(URI.create("http://example.org/?"), "a query");
    while (entries.size() < 700) {
      String text =
          random
              .ints(1 + random.nextInt(5), 0, PIECES.size())
              .mapToObj(PIECES::get)
              .collect(Collectors.joining());
      entries.put(random.nextInt(5) == 0 ? List.of(text) : text, "text " + entries.size());
    }
    return entries;
  }

  private Cache<Object, String> open(Stack stack, String name) {
    return nodes
        .node("one")
        .createCache(
            name, EntresolConfiguration.builder(Object.class, String.class).stack(stack).build());
  }

  private static Map<Object, String> found(Cache<Object, String> cache) {
    return StreamSupport.stream(cache.spliterator(), false)
        .collect(Collectors.toMap(Cache.Entry::getKey, Cache.Entry::getValue));
  }

  @ParameterizedTest
  @EnumSource(names = {"REDIS", "HEAP_REDIS"})
  void entries_ofAnyKeys_areFoundIteratedAndRemovedAll(Stack stack) {
    Cache<Object, String> cache = open(stack, "c");
    Map<Object, String> entries = entries();
    cache.putAll(entries);

    assertThat(cache.getAll(entries.keySet())).isEqualTo(entries);
    assertThat(found(cache)).isEqualTo(entries);

    cache.removeAll();

    assertThat(found(cache)).isEmpty();
    assertThat(cache.getAll(entries.keySet())).isEmpty();
    assertThat(resp.texts("KEYS", nodes.namespace() + ":*}:e:*")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"REDIS", "HEAP_REDIS"})
  void entries_ofAnyKeys_areClearedAndRemovedByTheirIterator(Stack stack) {
    Cache<Object, String> cache = open(stack, "c");
    Map<Object, String> entries = entries();
    cache.putAll(entries);
    cache.clear();
    assertThat(found(cache)).isEmpty();
    assertThat(cache.getAll(entries.keySet())).isEmpty();

    cache.putAll(entries);
    cache.iterator().forEachRemaining(entry -> cache.remove(entry.getKey()));

    assertThat(cache.getAll(entries.keySet())).isEmpty();
    Crew.until(() -> resp.texts("KEYS", nodes.namespace() + ":*}:e:*").isEmpty());
  }

  @ParameterizedTest
  @EnumSource(names = {"REDIS", "HEAP_REDIS"})
  void destroy_cacheOfAnyKeys_leavesNothing(Stack stack) {
    Map<Object, String> entries = entries();
    open(stack, "c").putAll(entries);

    nodes.node("one").destroyCache("c");

    assertThat(nodes.keys(resp)).isEmpty();
    assertThat(open(stack, "c").getAll(entries.keySet())).isEmpty();
  }

  @Test
  void caches_namedByHalvesAndTheirReplacement_areApart() {
    List<String> names = List.of("\ud83d", "\ude00", "?", "\ufffd", "%ud83d", "*");
    for (String name : names) {
      open(Stack.REDIS, name).put("k", name);
    }

    for (String name : names) {
      Cache<Object, String> cache = nodes.node("one").getCache(name, Object.class, String.class);
      assertThat(cache.get("k")).isEqualTo(name);
      cache.removeAll();
    }

    assertThat(resp.texts("KEYS", nodes.namespace() + ":*}:e:*")).isEmpty();
  }
}
