package org.entresol.store.heap;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.entresol.HeapBound;
import org.entresol.guard.Ticket;
import org.entresol.jcache.Crew;
import org.entresol.jcache.Crew.Task;
import org.entresol.store.Entry;
import org.entresol.store.EntryStore;
import org.entresol.store.Evictions;
import org.entresol.store.Hold;
import org.entresol.store.Step;
import org.entresol.store.Watched;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What only the heap can keep: it is the authority itself, so its entries are the very objects that
 * were stored, and it stands still while a step is made.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Tag("unit")
class HeapStoreStepTest {

  private final EntryStore<Object, String> store =
      HeapStore.of(
          HeapBound.entries(100),
          null,
          () -> 0,
          new Evictions<>(),
          null,
          false,
          UnaryOperator.identity());
  private final CountDownLatch inStep = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);

  /** Stands still inside a step. */
  private void stand() {
    inStep.countDown();
    Crew.await(goOn);
  }

  // ---- the very object

  @Test
  void apply_entry_isStoredItself() {
    Entry<String> entry = Step.entry("1");

    store.apply(Step.store("a", entry));

    assertThat(store.read("a")).isSameAs(entry);
    assertThat(store.readCurrent("a")).isSameAs(entry);
    assertThat(store.nearness().readAgain("a", entry)).isSameAs(entry);
  }

  @Test
  void put_entry_isStoredItself() {
    Entry<String> second = Step.entry("2");
    store.put("a", Step.entry("1"));

    store.put("a", second);

    assertThat(store.read("a")).isSameAs(second);
  }

  @Test
  void apply_leaving_leavesTheEntryItself() {
    Entry<String> entry = Step.entry("1");
    store.put("a", entry);

    store.apply(Step.leave("a"));

    assertThat(store.read("a")).isSameAs(entry);
  }

  @Test
  void hold_entry_isTheOneThatWasPut() {
    Entry<String> entry = Step.entry("1");
    store.put("a", entry);

    try (Hold<Object, String> held = store.hold("a")) {
      assertThat(held.entry()).isSameAs(entry);
    }
  }

  // ---- nothing beside it

  @Test
  void readAll_expiredEntry_isHandedOut() {
    Entry<String> past = Step.entry("1");
    past.expireAt(0);
    store.put("a", past);

    assertThat(store.readAll(List.of("a"))).containsOnlyKeys("a");
    assertThat(store.read("a")).isSameAs(past);
    assertThat(store.scan()).toIterable().hasSize(1);
  }

  @Test
  void size_entries_isTheirNumber() {
    store.apply(Step.write("a", "1"));
    store.apply(Step.write("b", "2"));

    assertThat(store.size()).isEqualTo(2);
  }

  @Test
  void close_entries_areGone() {
    store.apply(Step.write("a", "1"));

    store.close();

    assertThat(store.read("a")).isNull();
  }

  @Test
  void close_besideLoad_isNotFollowedByIt() {
    Ticket ticket = store.loads().ticket("a");
    Step<Object> load = Step.load("a", ticket, "loaded");

    store.close();
    store.apply(load);

    assertThat(ticket.stands()).isFalse();
    assertThat(load.commits()).isZero();
    assertThat(store.read("a")).isNull();
  }

  @Test
  void touch_replacedEntry_movesItAlone() {
    Entry<String> first = Step.entry("1");
    store.put("a", first);
    store.put("a", Step.entry("2"));

    store.touch("a", first, 99);

    assertThat(first.expires()).isEqualTo(99);
    assertThat(requireNonNull(store.read("a")).expires()).isEqualTo(Entry.ETERNAL);
  }

  // ---- inside a step

  @Test
  void clear_besideLoadInItsStep_leavesNothingOfIt() {
    Step<Object> load =
        Step.<Object>load("a", store.loads().ticket("a"), "old").inside(this::stand);
    Task<Boolean> loader = Crew.run(() -> store.apply(load));
    Crew.await(inStep);

    Watched<Boolean> clearer = Watched.run(store::clear);
    clearer.awaitStandstill();
    goOn.countDown();
    loader.result();
    clearer.result();

    assertThat(store.read("a")).isNull();
  }

  @Test
  void hold_besideStepUnderWay_seesItsOutcome() {
    Step<Object> slow = Step.<Object>write("a", "slow").inside(this::stand);
    Task<Boolean> stepping = Crew.run(() -> store.apply(slow));
    Crew.await(inStep);

    Watched<String> holder = Watched.start(this::heldValue);
    holder.awaitStandstill();
    goOn.countDown();

    assertThat(stepping.result()).isTrue();
    assertThat(holder.result()).isEqualTo("slow");
  }

  private String heldValue() {
    try (Hold<Object, String> hold = store.hold("a")) {
      return String.valueOf(Step.valueOf(hold.entry()));
    }
  }

  @Test
  void apply_besideStepUnderWay_comesAfterIt() {
    Step<Object> slow = Step.<Object>writeIfAbsent("a", "1").inside(this::stand);
    Step<Object> next = Step.writeIfAbsent("a", "2");
    Task<Boolean> stepping = Crew.run(() -> store.apply(slow));
    Crew.await(inStep);

    Watched<Boolean> other = Watched.run(() -> store.apply(next));
    other.awaitStandstill();
    assertThat(next.commits()).isZero();
    goOn.countDown();
    stepping.result();
    other.result();

    assertThat(next.found()).isEqualTo("1");
  }
}
