package org.entresol.store.heap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.entresol.HeapBound;
import org.entresol.guard.Ticket;
import org.entresol.jcache.Crew;
import org.entresol.store.Entry;
import org.entresol.store.EntryStore;
import org.entresol.store.Evictions;
import org.entresol.store.Hold;
import org.entresol.store.Step;
import org.entresol.store.Watched;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A thread is stopped at each place of a put in turn, while another one uses the same key. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Tag("unit")
class HeapStoreRaceTest {

  private final EntryStore<PausingKey, String> store =
      HeapStore.of(
          HeapBound.entries(100),
          null,
          () -> 0,
          new Evictions<>(),
          null,
          false,
          UnaryOperator.identity());

  @Test
  void put_pausedAnywhere_comesBeforeAHoldOrAfterItsCommit() {
    List<String> outcomes = atEachPause(this::putBesideHold);

    assertThat(outcomes)
        .isNotEmpty()
        .allMatch(Set.of("found put then committed", "found old then put")::contains);
  }

  private String putBesideHold(PausingKey key) {
    store.put(key, Step.entry("old"));
    CountDownLatch commit = new CountDownLatch(1);
    Watched<Boolean> putting = key.pausing(() -> store.put(key, Step.entry("put")));
    Watched<String> holding = Watched.start(() -> holdAndCommit(key, commit));
    holding.awaitStandstill();
    key.goOn();
    putting.awaitStandstill();
    commit.countDown();
    putting.result();
    return holding.result() + " then " + Step.valueOf(store.read(key));
  }

  /** Commits as the engine does: what has come in between stays. */
  private String holdAndCommit(PausingKey key, CountDownLatch commit) {
    try (Hold<PausingKey, String> hold = store.hold(key)) {
      Entry<String> found = hold.entry();
      Crew.await(commit);
      hold.commit(Step.replace(key, found, "committed"));
      return "found " + Step.valueOf(found);
    }
  }

  @Test
  void put_pausedAnywhereBesideLoadThatBeganBefore_comesLast() {
    List<String> outcomes = atEachPause(this::putBesideLoad);

    assertThat(outcomes).containsOnly("put");
  }

  private String putBesideLoad(PausingKey key) {
    store.put(key, Step.entry("old"));
    Ticket ticket = store.loads().ticket(key);
    Watched<Boolean> putting = key.pausing(() -> store.put(key, Step.entry("put")));
    Watched<Boolean> loading =
        Watched.run(() -> store.apply(Step.load(key, ticket, "loaded before")));
    loading.awaitStandstill();
    key.goOn();
    putting.result();
    loading.result();
    return String.valueOf(Step.valueOf(store.read(key)));
  }

  /** The outcomes of a race with the pause at the first use of the key, at the second, and on. */
  private static List<String> atEachPause(Function<PausingKey, String> race) {
    List<String> outcomes = new ArrayList<>();
    PausingKey key = new PausingKey(1);
    String outcome = race.apply(key);
    while (key.wasReached()) {
      outcomes.add(outcome);
      key = new PausingKey(outcomes.size() + 1);
      outcome = race.apply(key);
    }
    assertThat(outcomes).hasSizeGreaterThan(1);
    return outcomes;
  }
}
