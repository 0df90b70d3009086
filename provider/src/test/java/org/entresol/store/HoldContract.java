package org.entresol.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.entresol.guard.DeadlockException;
import org.entresol.jcache.Crew;
import org.entresol.jcache.Crew.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every {@link EntryStore} has to do for those who take the exclusive right to a key. */
abstract class HoldContract {

  /** The store under test, empty. */
  abstract EntryStore<Object, String> store();

  /** How often what may fail by chance is tried. */
  abstract int rounds();

  /** What another thread may want with a key that is held. */
  enum Want {
    APPLY,
    APPLY_ALL,
    PUT,
    HOLD,
    HOLD_ALL,
    REMOVE;

    void of(EntryStore<Object, String> store, Object key) {
      switch (this) {
        case APPLY -> store.apply(Step.write(key, "other"));
        case APPLY_ALL -> store.applyAll(List.of(Step.write(key, "other")));
        case PUT -> store.put(key, Step.entry("other"));
        case HOLD -> commitAndClose(store.hold(key), key);
        case HOLD_ALL -> {
          try (Holds<Object, String> holds = store.holdAll(List.of(key))) {
            holds.commitAll(List.of(Step.write(key, "other")));
          }
        }
        case REMOVE -> store.apply(Step.remove(key));
      }
    }

    private static void commitAndClose(Hold<Object, String> hold, Object key) {
      hold.commit(Step.write(key, "other"));
      hold.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void hold_otherThreadForSameKey_waitsAndComesAfter(Want want) {
    store().apply(Step.write("a", "first"));
    Hold<Object, String> hold = store().hold("a");

    Task<Boolean> other = Crew.run(() -> want.of(store(), "a"));
    other.awaitBlocked();
    assertThat(Step.valueOf(store().read("a"))).isEqualTo("first");
    hold.commit(Step.write("a", "held"));
    assertThat(Step.valueOf(store().read("a"))).isEqualTo("held");
    hold.close();

    other.result();
    assertThat(Step.valueOf(store().read("a"))).isEqualTo(want == Want.REMOVE ? null : "other");
  }

  @ParameterizedTest
  @EnumSource
  void hold_ofNothing_makesOthersWaitToo(Want want) {
    Hold<Object, String> hold = store().hold("a");

    Task<Boolean> other = Crew.run(() -> want.of(store(), "a"));
    other.awaitBlocked();
    hold.close();

    other.result();
    assertThat(Step.valueOf(store().read("a"))).isEqualTo(want == Want.REMOVE ? null : "other");
  }

  @ParameterizedTest
  @EnumSource
  void hold_otherThreadForOtherKey_goesOn(Want want) {
    Hold<Object, String> hold = store().hold(new SameHash("a"));

    Crew.run(() -> want.of(store(), new SameHash("b"))).result();

    hold.close();
  }

  @ParameterizedTest
  @EnumSource
  void hold_ownThreadForSameKey_isRefused(Want want) {
    try (Hold<Object, String> hold = store().hold("a")) {
      assertThatThrownBy(() -> want.of(store(), "a"))
          .isInstanceOf(DeadlockException.class)
          .hasMessageContaining("'a'");
      hold.commit(Step.write("a", "held"));
    }

    Crew.run(() -> want.of(store(), "a")).result();
  }

  @Test
  void hold_read_doesNotWait() {
    store().apply(Step.write("a", "1"));
    Hold<Object, String> hold = store().hold("a");

    assertThat(Crew.start(() -> Step.valueOf(store().read("a"))).result()).isEqualTo("1");
    assertThat(Crew.start(() -> store().readAll(List.of("a")).size()).result()).isEqualTo(1);
    assertThat(Crew.start(() -> store().scan().hasNext()).result()).isTrue();
    hold.close();
  }

  @Test
  void hold_entry_isTheOneThatIsThere() {
    store().put("a", Step.entry("1"));

    try (Hold<Object, String> held = store().hold("a");
        Hold<Object, String> empty = store().hold("b")) {
      assertThat(Step.valueOf(held.entry())).isEqualTo("1");
      assertThat(empty.entry()).isNull();
    }
  }

  @Test
  void hold_closedWithoutCommit_changesNothing() {
    store().apply(Step.write("a", "1"));

    store().hold("a").close();

    assertThat(Step.valueOf(store().read("a"))).isEqualTo("1");
  }

  @Test
  void tryHold_heldKey_isNull() {
    Hold<Object, String> hold = store().hold("a");

    assertThat(Crew.start(() -> store().tryHold("a") == null).result()).isTrue();
    hold.close();
    assertThat(Crew.start(() -> store().tryHold("a") == null).result()).isFalse();
  }

  @Test
  void stepThatGivesWay_heldKey_isNotMade() {
    Hold<Object, String> hold = store().hold("a");
    Step<Object> step = Step.<Object>write("a", "late").givingWay();

    Crew.run(() -> store().apply(step)).result();
    hold.close();

    assertThat(step.commits()).isZero();
    assertThat(store().read("a")).isNull();
  }

  @Test
  void clear_besideHolder_comesAfterIt() {
    store().apply(Step.write("a", "1"));
    store().apply(Step.write("b", "2"));
    Hold<Object, String> hold = store().hold("a");

    Task<Boolean> clearer = Crew.run(store()::clear);
    clearer.awaitBlocked();
    hold.commit(Step.write("a", "held"));
    hold.close();
    clearer.result();

    assertThat(store().scan()).toIterable().isEmpty();
  }

  @Test
  void clear_ownHold_isRefused() {
    store().apply(Step.write("a", "1"));

    try (Hold<Object, String> hold = store().hold("a")) {
      assertThatThrownBy(() -> store().clear()).isInstanceOf(DeadlockException.class);
      assertThat(hold.entry()).isNotNull();
    }
  }

  @Test
  void hold_committed_isOverForOthersOnly() {
    Step<Object> step = Step.replace("a", null, "held");

    try (Hold<Object, String> hold = store().hold("a")) {
      assertThat(hold.commit(step)).isTrue();
      assertThat(hold.isLost()).isFalse();
    }

    assertThat(step.commits()).isEqualTo(1);
    assertThat(Step.valueOf(store().read("a"))).isEqualTo("held");
  }

  @Test
  void hold_drop_removesWhateverThereIs() {
    store().apply(Step.write("a", "1"));

    try (Hold<Object, String> hold = store().hold("a")) {
      hold.drop();
    }

    assertThat(store().read("a")).isNull();
    Crew.run(() -> store().apply(Step.write("a", "2"))).result();
  }

  // ---- several keys

  @Test
  void holdAll_keys_givesTheirEntries() {
    store().apply(Step.write("a", "1"));

    Holds<Object, String> holds = store().holdAll(List.of("a", "b"));

    assertThat(holds.keys()).containsExactlyInAnyOrder("a", "b");
    assertThat(Step.valueOf(holds.entry("a"))).isEqualTo("1");
    assertThat(holds.entry("b")).isNull();
    holds.close();
    Crew.run(() -> store().apply(Step.write("a", "2"))).result();
  }

  @Test
  void holdAll_sameKeyTwice_holdsItOnce() {
    Holds<Object, String> holds = store().holdAll(List.of("a", "a"));

    assertThat(holds.keys()).hasSize(1);
    holds.close();
    Crew.run(() -> store().apply(Step.write("a", "2"))).result();
  }

  @Test
  void holdAll_oneKeyTaken_waitsWithNothingInHand() {
    Hold<Object, String> taken = store().hold("b");
    Task<Boolean> waiter = Crew.run(() -> store().holdAll(List.of("a", "b", "c")).close());
    waiter.awaitBlocked();

    Crew.run(() -> store().apply(Step.write("a", "1"))).result();
    Crew.run(() -> store().apply(Step.write("c", "3"))).result();

    taken.close();
    waiter.result();
  }

  @Test
  void holdAll_ownKeyAmongThem_isRefusedAndHoldsNoOther() {
    Hold<Object, String> own = store().hold("b");

    assertThatThrownBy(() -> store().holdAll(List.of("a", "b", "c")))
        .isInstanceOf(DeadlockException.class);

    Crew.run(() -> store().apply(Step.write("a", "1"))).result();
    Crew.run(() -> store().apply(Step.write("c", "3"))).result();
    own.close();
  }

  @Test
  void holdAll_inOppositeOrders_endsForBoth() {
    AtomicInteger together = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();

    Task<Boolean> forwards = holdingAll(List.of("a", "b", "c"), together, most);
    Task<Boolean> backwards = holdingAll(List.of("c", "b", "a"), together, most);

    assertThat(forwards.result()).isTrue();
    assertThat(backwards.result()).isTrue();
    assertThat(most).hasValue(1);
  }

  private Task<Boolean> holdingAll(
      Collection<Object> keys, AtomicInteger together, AtomicInteger most) {
    return Crew.run(
        () -> {
          for (int i = 0; i < rounds(); i++) {
            Holds<Object, String> holds = store().holdAll(keys);
            most.accumulateAndGet(together.incrementAndGet(), Math::max);
            together.decrementAndGet();
            holds.close();
          }
        });
  }
}
