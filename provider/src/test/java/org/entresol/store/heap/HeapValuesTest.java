package org.entresol.store.heap;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Cache;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.entresol.store.BareValues;
import org.entresol.store.EntryStore;
import org.entresol.store.EntryStoreContract;
import org.entresol.store.Evictions;
import org.entresol.store.Hold;
import org.entresol.store.Step;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A heap whose values have no entries around them. */
@Tag("unit")
class HeapValuesTest extends EntryStoreContract {

  @Override
  protected EntryStore<Object, String> open() {
    return HeapStore.ofValues(100_000, () -> 0, new Evictions<>(), null, UnaryOperator.identity());
  }

  private static BareValues<Object, String> bare(EntryStore<Object, String> store) {
    return requireNonNull(store.bare());
  }

  @Test
  void put_value_isHeldItself() {
    EntryStore<Object, String> store = open();
    String value = "1".repeat(3);

    bare(store).put("a", value);

    assertThat(bare(store).get("a")).isSameAs(value);
    assertThat(requireNonNull(store.read("a")).value()).isSameAs(value);
    assertThat(store.scan()).toIterable().extracting(Map.Entry::getKey).containsExactly("a");
  }

  @Test
  void put_value_takesLoadsTheirRight() {
    EntryStore<Object, String> store = open();
    var ticket = store.loads().ticket("a");

    bare(store).put("a", "1");

    assertThat(ticket.stands()).isFalse();
  }

  @Test
  void put_ofHeldKey_waitsForTheHolder() throws InterruptedException {
    EntryStore<Object, String> store = open();
    Thread putting = new Thread(() -> bare(store).put("a", "2"));
    try (Hold<Object, String> hold = store.hold("a")) {
      putting.start();
      while (putting.getState() != Thread.State.WAITING
          && putting.getState() != Thread.State.TIMED_WAITING) {
        Thread.onSpinWait();
      }
      hold.commit(Step.store("a", Step.entry("1")));
      assertThat(bare(store).get("a")).isEqualTo("1");
    }
    putting.join();

    assertThat(bare(store).get("a")).isEqualTo("2");
  }

  @Test
  void put_beyondTheBound_tellsOfWhatGoes() {
    Evictions<Object> evictions = new Evictions<>();
    HeapStore<Object, String> store =
        HeapStore.ofValues(10, () -> 0, evictions, null, UnaryOperator.identity());

    IntStream.range(0, 100).forEach(i -> bare(store).put(i, "v"));
    requireNonNull(store.unwrap(Cache.class)).cleanUp();

    assertThat(store.size()).isEqualTo(10);
    assertThat(evictions.evicted).hasSize(90);
  }
}
