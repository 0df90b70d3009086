package org.entresol.engine;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.cache.Cache;
import javax.cache.processor.EntryProcessorException;
import javax.cache.processor.EntryProcessorResult;
import javax.cache.processor.MutableEntry;
import org.entresol.EntresolConfiguration;
import org.entresol.Stack;
import org.entresol.TestStacks;
import org.entresol.fixtures.MemoryLab;
import org.entresol.jcache.Crew;
import org.entresol.jcache.Gate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One processor for many keys, some of which others use meanwhile. */
@Tag("unit")
class InvokeAllTest {

  private static final Set<String> KEYS = new LinkedHashSet<>(List.of("a", "b", "c"));

  @RegisterExtension private final MemoryLab lab = new MemoryLab();

  private Cache<String, Integer> open(String node, Stack stack) {
    return lab.manager(node)
        .createCache(
            "c", EntresolConfiguration.builder(String.class, Integer.class).stack(stack).build());
  }

  private static Integer next(MutableEntry<String, Integer> entry) {
    Integer before = entry.getValue();
    Integer after = (before == null) ? 1 : before + 1;
    entry.setValue(after);
    return after;
  }

  private static Integer of(Map<String, EntryProcessorResult<Integer>> results, String key) {
    return requireNonNull(results.get(key)).get();
  }

  @ParameterizedTest
  @EnumSource(names = {"REDIS", "HEAP_REDIS"})
  void invokeAll_aKeyThatAnotherHolds_waitsForThatOneAlone(Stack stack) {
    Cache<String, Integer> cache = open("one", stack);
    Cache<String, Integer> other = open("two", stack);
    Gate gate = Gate.closed();
    Crew.Task<Boolean> holder =
        Crew.run(
            () ->
                other.invoke(
                    "a",
                    (entry, no) -> {
                      gate.pass();
                      return next(entry);
                    }));
    gate.awaitVisitor();

    Crew.Task<Map<String, EntryProcessorResult<Integer>>> all =
        Crew.start(() -> cache.invokeAll(KEYS, (entry, no) -> next(entry)));

    Crew.until(() -> other.containsKey("b") && other.containsKey("c"));
    assertThat(all.isDone()).isFalse();
    gate.open();
    holder.result();
    assertThat(of(all.result(), "a")).isEqualTo(2);
    assertThat(lab.authority().cache("c").rights()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"REDIS", "HEAP_REDIS"})
  void invokeAll_aKeyThatAnotherChangesMeanwhile_runsAgainForThatOneAlone(Stack stack) {
    Cache<String, Integer> cache = open("one", stack);
    Cache<String, Integer> other = open("two", stack);
    AtomicInteger runs = new AtomicInteger();

    Map<String, EntryProcessorResult<Integer>> results =
        cache.invokeAll(
            KEYS,
            (entry, no) -> {
              if (runs.incrementAndGet() == 1) {
                other.put(entry.getKey(), 10);
              }
              return next(entry);
            });

    assertThat(of(results, "a")).isEqualTo(11);
    assertThat(of(results, "b")).isEqualTo(1);
    assertThat(runs).hasValue(4);
    assertThat(other.getAll(KEYS)).isEqualTo(Map.of("a", 11, "b", 1, "c", 1));
    assertThat(lab.authority().cache("c").rights()).isEmpty();
  }

  @ParameterizedTest
  @TestStacks.Each
  void invokeAll_failingForOneKey_givesItsLeaseBackAndDoesTheOthers(Stack stack) {
    Cache<String, Integer> cache = open("one", stack);

    Map<String, EntryProcessorResult<Integer>> results =
        cache.invokeAll(
            KEYS,
            (entry, no) -> {
              if (entry.getKey().equals("b")) {
                throw new IllegalStateException("not b");
              }
              return next(entry);
            });

    assertThatThrownBy(() -> of(results, "b")).isInstanceOf(EntryProcessorException.class);
    assertThat(cache.getAll(KEYS)).isEqualTo(Map.of("a", 1, "c", 1));
    cache.put("b", 5);
    assertThat(cache.get("b")).isEqualTo(5);
  }

  @ParameterizedTest
  @TestStacks.Each
  void invokeAll_usingAnotherOfItsKeys_mayDoSo(Stack stack) {
    Cache<String, Integer> cache = open("one", stack);

    Map<String, EntryProcessorResult<Integer>> results =
        cache.invokeAll(
            KEYS,
            (entry, no) -> {
              if (entry.getKey().equals("a")) {
                cache.put("b", 10);
              }
              return next(entry);
            });

    assertThat(of(results, "a")).isEqualTo(1);
    assertThat(of(results, "b")).isIn(1, 11);
    assertThat(cache.get("b")).isIn(10, 11);
  }

  @ParameterizedTest
  @TestStacks.Each
  void invokeAll_manyKeys_doesEach(Stack stack) {
    Cache<String, Integer> cache = open("one", stack);
    Set<String> keys = new LinkedHashSet<>();
    IntStream.range(0, 1_201).forEach(i -> keys.add("k" + i));

    cache.invokeAll(keys, (entry, no) -> next(entry));
    Map<String, EntryProcessorResult<Integer>> results =
        cache.invokeAll(keys, (entry, no) -> next(entry));

    assertThat(results).hasSize(1_201);
    assertThat(results.values()).allMatch(result -> result.get() == 2);
  }
}
