package org.entresol.store;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.entresol.guard.Ticket;
import org.entresol.jcache.Crew;
import org.entresol.jcache.Crew.Task;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every {@link EntryStore} has to do; an implementation's test extends this class. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class EntryStoreContract {

  private EntryStore<Object, String> store = open();

  /** A new and empty store of the implementation, with room for 100,000 entries. */
  abstract EntryStore<Object, String> open();

  @BeforeEach
  void openAnew() {
    store.close();
    store = open();
  }

  @AfterEach
  void close() {
    store.close();
  }

  /** Exclusive rights to keys. */
  @Nested
  class Holds extends HoldContract {
    @Override
    EntryStore<Object, String> store() {
      return store;
    }
  }

  /** The rights of loads. */
  @Nested
  class Tickets extends TicketContract {
    @Override
    EntryStore<Object, String> store() {
      return store;
    }
  }

  // ---- steps

  @Test
  void read_ofNothing_isNull() {
    assertThat(store.read("a")).isNull();
  }

  @Test
  void apply_entry_isStored() {
    Entry<String> entry = Step.entry("1");

    store.apply(Step.of("a", current -> entry));

    assertThat(store.read("a")).isSameAs(entry);
    assertThat(store.read("b")).isNull();
  }

  @Test
  void apply_nextOfHeldEntry_replacesIt() {
    store.apply(Step.write("a", "1"));

    store.apply(Step.of("a", current -> Step.entry(Step.valueOf(current) + "2")));

    assertThat(valueOf("a")).isEqualTo("12");
  }

  @Test
  void apply_null_removes() {
    store.apply(Step.write("a", "1"));
    store.apply(Step.remove("a"));

    assertThat(store.read("a")).isNull();
  }

  @Test
  void apply_currentItself_leavesIt() {
    Entry<String> entry = Step.entry("1");
    store.put("a", entry);
    Step<Object> leave = Step.leave("a");

    store.apply(leave);

    assertThat(store.read("a")).isSameAs(entry);
    assertThat(leave.commits()).isEqualTo(1);
  }

  @Test
  void apply_nothingOfNothing_leavesNothing() {
    Step<Object> leave = Step.leave("a");

    store.apply(leave);

    assertThat(store.read("a")).isNull();
    assertThat(leave.commits()).isEqualTo(1);
  }

  @Test
  void apply_instantSetInStep_isKept() {
    store.apply(Step.write("a", "1"));
    store.apply(Step.expireAt("a", 77));

    assertThat(held("a").expires()).isEqualTo(77);
  }

  @Test
  void applyAll_steps_areMadeInOrder() {
    List<Step<Object>> steps =
        List.of(
            Step.write("a", "1"),
            Step.of("a", current -> Step.entry(Step.valueOf(current) + "2")),
            Step.write("b", "3"));

    store.applyAll(steps);

    assertThat(content()).containsExactly(entry("a", "12"), entry("b", "3"));
    assertThat(steps).allMatch(step -> step.commits() == 1);
  }

  @Test
  void put_entry_replacesWhatIsThere() {
    Entry<String> second = Step.entry("2");

    store.put("a", Step.entry("1"));
    assertThat(valueOf("a")).isEqualTo("1");

    store.put("a", second);
    assertThat(store.read("a")).isSameAs(second);
  }

  @Test
  void apply_byManyThreads_isAtomicAndCommittedOnceInTheKeysOrder() {
    int threads = 4;
    int times = 5_000;
    List<String> order = new ArrayList<>();
    AtomicReference<@Nullable Thread> inside = new AtomicReference<>();
    AtomicBoolean intruded = new AtomicBoolean();

    List<Task<Boolean>> helpers =
        IntStream.range(0, threads)
            .mapToObj(
                i ->
                    Crew.run(
                        () -> {
                          for (int time = 0; time < times; time++) {
                            store.apply(countUp(order, inside, intruded));
                          }
                        }))
            .toList();
    helpers.forEach(Task::result);

    assertThat(intruded).isFalse();
    assertThat(order)
        .isEqualTo(IntStream.rangeClosed(1, threads * times).mapToObj(String::valueOf).toList());
  }

  /** A step that notes its number when it is committed, and any other step of its key meanwhile. */
  private static Step<Object> countUp(
      List<String> order, AtomicReference<@Nullable Thread> inside, AtomicBoolean intruded) {
    AtomicInteger number = new AtomicInteger();
    return Step.<Object>of(
            "a",
            current -> {
              Thread other = inside.getAndSet(Thread.currentThread());
              intruded.compareAndSet(false, other != null && other != Thread.currentThread());
              String value = Step.valueOf(current);
              number.set((value == null) ? 1 : Integer.parseInt(value) + 1);
              return Step.entry(number.toString());
            })
        .onCommit(
            () -> {
              order.add(number.toString());
              inside.set(null);
            });
  }

  // ---- many keys

  @Test
  void readAll_keys_leavesOutThoseWithoutEntry() {
    store.apply(Step.write("a", "1"));
    store.apply(Step.write("c", "3"));

    Map<Object, Entry<String>> found = store.readAll(List.of("a", "b", "c"));

    assertThat(found).containsOnlyKeys("a", "c");
    assertThat(Step.valueOf(found.get("c"))).isEqualTo("3");
  }

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
  void scan_entries_areAllThere() {
    store.apply(Step.write("a", "1"));
    store.apply(Step.write("b", "2"));

    assertThat(content()).containsExactly(entry("a", "1"), entry("b", "2"));
    assertThat(store.size()).isEqualTo(2);
  }

  @Test
  void scan_besideWriters_seesEachLastingEntryOnce() {
    IntStream.range(0, 1_000).forEach(i -> store.apply(Step.write("lasting" + i, "1")));
    AtomicBoolean over = new AtomicBoolean();
    Task<Boolean> writer =
        Crew.run(
            () -> {
              for (int i = 0; !over.get(); i++) {
                store.apply(Step.write("passing" + i % 5_000, "1"));
                store.apply(Step.remove("passing" + (i * 7) % 5_000));
              }
            });

    for (int time = 0; time < 20; time++) {
      assertThat(lasting(store.scan())).hasSize(1_000).doesNotHaveDuplicates();
    }
    over.set(true);
    assertThat(writer.result()).isTrue();
  }

  private static List<Object> lasting(Iterator<Map.Entry<Object, Entry<String>>> scan) {
    List<Object> lasting = new ArrayList<>();
    scan.forEachRemaining(
        found -> {
          if (found.getKey().toString().startsWith("lasting")) {
            lasting.add(found.getKey());
          }
        });
    return lasting;
  }

  @Test
  void clear_entries_areGone() {
    store.apply(Step.write("a", "1"));
    store.apply(Step.write("b", "2"));

    store.clear();

    assertThat(content()).isEmpty();
    assertThat(store.read("a")).isNull();
  }

  @Test
  void clear_besideLoadInItsStep_leavesNothingOfIt() {
    Ticket ticket = store.ticket("a");
    CountDownLatch inStep = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    Step<Object> load =
        Step.load(
            "a",
            ticket,
            current -> {
              inStep.countDown();
              Crew.await(goOn);
              return Step.entry("old");
            });
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
  void close_besideHolder_waitsForNobody() {
    store.apply(Step.write("a", "1"));
    store.hold("a");

    Crew.run(store::close).result();

    assertThat(store.read("a")).isNull();
  }

  // ---- instants

  @Test
  void touch_heldEntry_movesItsInstant() {
    store.apply(Step.write("a", "1"));

    store.touch("a", held("a"), 99);

    assertThat(held("a").expires()).isEqualTo(99);
  }

  @Test
  void touch_replacedEntry_leavesItsSuccessorAlone() {
    Entry<String> first = Step.entry("1");
    store.put("a", first);
    store.put("a", Step.entry("2"));

    store.touch("a", first, 99);

    assertThat(held("a").expires()).isEqualTo(Entry.ETERNAL);
  }

  @Test
  void touch_removedEntry_doesNotBringItBack() {
    Entry<String> first = Step.entry("1");
    store.put("a", first);
    store.apply(Step.remove("a"));

    store.touch("a", first, 99);

    assertThat(store.read("a")).isNull();
  }

  @Test
  void unwrap_foreignType_isNull() {
    assertThat(store.unwrap(Runtime.class)).isNull();
  }

  private Entry<String> held(Object key) {
    return requireNonNull(store.read(key));
  }

  private @Nullable String valueOf(Object key) {
    return Step.valueOf(store.read(key));
  }

  private Map<Object, String> content() {
    Map<Object, String> content = new TreeMap<>();
    store.scan().forEachRemaining(found -> content.put(found.getKey(), found.getValue().value()));
    return content;
  }
}
