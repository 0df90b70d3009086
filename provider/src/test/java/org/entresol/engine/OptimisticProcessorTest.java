package org.entresol.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.expiry.Duration;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.MutableEntry;
import org.entresol.EntresolConfiguration;
import org.entresol.ProcessorRights;
import org.entresol.Stack;
import org.entresol.fixtures.MemoryLab;
import org.entresol.jcache.Crew;
import org.entresol.jcache.Gate;
import org.entresol.jcache.HookedPolicy;
import org.entresol.jcache.MapWriter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Processors on what is known of an entry, into which other nodes may come. */
@Tag("unit")
class OptimisticProcessorTest {

  @RegisterExtension private final MemoryLab lab = new MemoryLab();

  private final Gate gate = Gate.closed();

  /** How many keys were held among nodes in each run of a processor. */
  private final List<Integer> held = new CopyOnWriteArrayList<>();

  private static EntresolConfiguration.Builder<String, Integer> counts(Stack stack) {
    return EntresolConfiguration.builder(String.class, Integer.class).stack(stack);
  }

  private Cache<String, Integer> open(
      String node, EntresolConfiguration.Builder<String, Integer> builder) {
    return lab.manager(node).createCache("c", builder.build());
  }

  private static Integer next(MutableEntry<String, Integer> entry) {
    Integer before = entry.getValue();
    Integer after = (before == null) ? 1 : before + 1;
    entry.setValue(after);
    return after;
  }

  /** Waits at the gate after it has read, once. */
  private EntryProcessor<String, Integer, Integer> dawdling() {
    return (entry, no) -> {
      held.add(rights().size());
      Integer result = next(entry);
      gate.pass();
      return result;
    };
  }

  /** Runs a processor, looking meanwhile how many keys are held among nodes. */
  private void assertHoldsAndGives(Cache<String, Integer> cache, int keys, int result) {
    Crew.Task<Integer> invocation = Crew.start(() -> cache.invoke("a", dawdling()));
    gate.awaitVisitor();

    assertThat(rights()).hasSize(keys);
    gate.open();
    assertThat(invocation.result()).isEqualTo(result);
  }

  private List<String> rights() {
    return lab.authority().cache("c").rights();
  }

  @ParameterizedTest
  @EnumSource(names = {"REDIS", "HEAP_REDIS"})
  void invoke_presentEntry_holdsNothingAmongNodes(Stack stack) {
    Cache<String, Integer> cache = open("one", counts(stack));
    cache.put("a", 1);

    assertHoldsAndGives(cache, 0, 2);
    assertThat(held).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"REDIS", "HEAP_REDIS"})
  void invoke_overtakenByAnotherNode_runsAgainOnWhatThatLeft(Stack stack) {
    Cache<String, Integer> cache = open("one", counts(stack));
    Cache<String, Integer> other = open("two", counts(stack));
    cache.put("a", 1);

    Crew.Task<Integer> invocation = Crew.start(() -> cache.invoke("a", dawdling()));
    gate.awaitVisitor();
    other.invoke("a", (entry, no) -> next(entry));
    gate.open();

    assertThat(invocation.result()).isEqualTo(3);
    assertThat(held).containsExactly(0, 1);
    assertThat(other.get("a")).isEqualTo(3);
    assertThat(rights()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"REDIS", "HEAP_REDIS"})
  void invoke_removedByAnotherNodeMeanwhile_runsAgainOnNothing(Stack stack) {
    Cache<String, Integer> cache = open("one", counts(stack));
    Cache<String, Integer> other = open("two", counts(stack));
    cache.put("a", 7);

    Crew.Task<Integer> invocation = Crew.start(() -> cache.invoke("a", dawdling()));
    gate.awaitVisitor();
    other.remove("a");
    gate.open();

    assertThat(invocation.result()).isEqualTo(1);
    assertThat(other.get("a")).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"REDIS", "HEAP_REDIS"})
  void invoke_keyThatAnotherNodeHolds_waitsForItAndOvertakesItNot(Stack stack) {
    Cache<String, Integer> cache = open("one", counts(stack));
    Cache<String, Integer> holder =
        open("two", counts(stack).processors(ProcessorRights.EXCLUSIVE));
    cache.put("a", 1);

    Crew.Task<Integer> holding = Crew.start(() -> holder.invoke("a", dawdling()));
    gate.awaitVisitor();
    Crew.Task<Integer> invocation = Crew.start(() -> cache.invoke("a", (entry, no) -> next(entry)));
    assertThat(rights()).hasSize(1);
    invocation.awaitBlocked();
    gate.open();

    assertThat(holding.result()).isEqualTo(2);
    assertThat(held).hasSize(1);
    assertThat(invocation.result()).isEqualTo(3);
  }

  @ParameterizedTest
  @EnumSource(names = {"REDIS", "HEAP_REDIS"})
  void invoke_absentEntry_isAloneWithItsKey(Stack stack) {
    Cache<String, Integer> cache = open("one", counts(stack));

    assertHoldsAndGives(cache, 1, 1);
  }

  @ParameterizedTest
  @EnumSource(names = {"REDIS", "HEAP_REDIS"})
  void invoke_exclusive_isAloneWithItsKey(Stack stack) {
    Cache<String, Integer> cache = open("one", counts(stack).processors(ProcessorRights.EXCLUSIVE));
    cache.put("a", 1);

    assertHoldsAndGives(cache, 1, 2);
  }

  @ParameterizedTest
  @EnumSource(names = {"REDIS", "HEAP_REDIS"})
  void invoke_writtenThrough_isAloneWithItsKey(Stack stack) {
    MapWriter<String, Integer> writer = new MapWriter<>();
    Cache<String, Integer> cache =
        open("one", counts(stack).writer(() -> writer).writeThrough(true));
    cache.put("a", 1);

    assertHoldsAndGives(cache, 1, 2);
    assertThat(writer.history()).containsExactly(1, 2);
  }

  @Test
  void invoke_thatOnlyReads_seesWhatAnotherNodeWrote() {
    Cache<String, Integer> cache = open("one", counts(Stack.HEAP_REDIS));
    Cache<String, Integer> other = open("two", counts(Stack.HEAP_REDIS));
    cache.put("a", 1);
    lab.node("one").tiers().get(0).inbox().hold();

    other.put("a", 2);

    assertThat(cache.get("a")).isEqualTo(1);
    assertThat(cache.<Integer>invoke("a", (entry, no) -> entry.getValue())).isEqualTo(2);
  }

  @Test
  void invoke_thatOnlyAsksWhetherThereIsOne_seesWhatAnotherNodeRemoved() {
    Cache<String, Integer> cache = open("one", counts(Stack.HEAP_REDIS));
    Cache<String, Integer> other = open("two", counts(Stack.HEAP_REDIS));
    cache.put("a", 1);
    lab.node("one").tiers().get(0).inbox().hold();

    other.remove("a");

    assertThat(cache.containsKey("a")).isTrue();
    assertThat(cache.<Boolean>invoke("a", (entry, no) -> entry.exists())).isFalse();
  }

  @Test
  void invoke_byReferenceFencedByAHolder_leavesNothingOfItsFirstRun() {
    Cache<String, AtomicInteger> cache = byReference("one", ProcessorRights.OPTIMISTIC);
    Cache<String, AtomicInteger> holder = byReference("two", ProcessorRights.EXCLUSIVE);
    cache.put("a", new AtomicInteger(1));
    Crew.Task<Boolean> looking =
        Crew.run(
            () ->
                holder.<Integer>invoke(
                    "a",
                    (entry, no) -> {
                      gate.pass();
                      return entry.getValue().get();
                    }));
    gate.awaitVisitor();

    Crew.Task<Integer> invocation =
        Crew.start(
            () ->
                cache.<Integer>invoke(
                    "a",
                    (entry, no) -> {
                      AtomicInteger value = entry.getValue();
                      value.incrementAndGet();
                      entry.setValue(value);
                      return value.get();
                    }));
    invocation.awaitBlocked();
    gate.open();

    assertThat(looking.result()).isTrue();
    assertThat(invocation.result()).isEqualTo(2);
    assertThat(holder.get("a")).hasValue(2);
  }

  private Cache<String, AtomicInteger> byReference(String node, ProcessorRights rights) {
    return lab.manager(node)
        .createCache(
            "c",
            EntresolConfiguration.builder(String.class, AtomicInteger.class)
                .stack(Stack.HEAP_REDIS)
                .storeByValue(false)
                .processors(rights)
                .build());
  }

  @ParameterizedTest
  @EnumSource(names = {"REDIS", "HEAP_REDIS"})
  void invoke_withPolicyOfTheUsers_isAloneWithItsKey(Stack stack) {
    Cache<String, Integer> cache =
        open("one", counts(stack).expiry(() -> new HookedPolicy(occasion -> Duration.ONE_HOUR)));
    cache.put("a", 1);

    assertHoldsAndGives(cache, 1, 2);
  }
}
