package org.entresol.store;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Objects;
import org.entresol.guard.Ticket;
import org.entresol.jcache.Crew;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a store over a tier has to do beside another node that shares it. */
public abstract class TieredStoreContract extends ExpiringStoreContract {

  private @Nullable EntryStore<Object, String> other;

  /** Another node's store of the same entries as the last that was opened. */
  protected abstract EntryStore<Object, String> openOther();

  private EntryStore<Object, String> join() {
    EntryStore<Object, String> opened = openOther();
    other = opened;
    return opened;
  }

  @AfterEach
  void leave() {
    if (other != null) {
      other.close();
    }
  }

  private void awaitHere(@Nullable String value) {
    Crew.until(() -> Objects.equals(Step.valueOf(store().read("a")), value));
  }

  @Test
  void write_ofAnotherNode_isReadHere() {
    store().apply(Step.write("a", "1"));
    awaitHere("1");

    join().apply(Step.write("a", "2"));

    awaitHere("2");
    assertThat(Step.valueOf(store().readCurrent("a"))).isEqualTo("2");
  }

  @Test
  void drop_ofAnotherNode_isGoneHere() {
    store().apply(Step.write("a", "1"));
    awaitHere("1");

    join().apply(Step.drop("a"));

    awaitHere(null);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void change_ofAnotherNode_revokesLoadsHere(boolean isDrop) {
    Ticket ticket = store().loads().ticket("a");
    store().loads().register(Map.of("a", ticket));
    Step<Object> load = Step.load("a", ticket, "loaded");

    join().apply(isDrop ? Step.drop("a") : Step.remove("a"));
    store().apply(load);

    assertThat(load.commits()).isZero();
    assertThat(ticket.isRefused()).isTrue();
    assertThat(store().read("a")).isNull();
  }

  @Test
  void clear_ofAnotherNode_isSeenHere() {
    store().apply(Step.write("a", "1"));
    awaitHere("1");

    join().clear();

    awaitHere(null);
  }

  @Test
  void hold_ofAnotherNode_keepsHoldsAwayAndLetsStepsPass() {
    Step<Object> step = Step.write("a", "1");
    Step<Object> load = Step.load("a", store().loads().ticket("a"), "loaded");
    store().loads().register(Map.of("a", requireNonNull(load.ticket())));

    try (Hold<Object, String> hold = join().hold("a")) {
      assertThat(hold.entry()).isNull();
      assertThat(store().tryHold("a")).isNull();
      store().apply(load);
      store().apply(step);
    }

    assertThat(load.commits()).isZero();
    assertThat(step.commits()).isEqualTo(1);
    requireNonNull(store().tryHold("a")).close();
  }

  @Test
  void hold_besideWriteOfAnotherNode_isOvertakenAndGoesOn() {
    store().apply(Step.write("a", "1"));
    EntryStore<Object, String> another = join();
    Step<Object> late = Step.write("a", "late");

    try (Hold<Object, String> hold = store().hold("a")) {
      another.put("a", Step.entry("2"));
      assertThat(hold.commit(late)).isFalse();
      assertThat(hold.isLost()).isFalse();
      assertThat(Step.valueOf(hold.entry())).isEqualTo("2");
      assertThat(hold.commit(Step.write("a", "3"))).isTrue();
    }

    assertThat(late.wasOvertaken()).isTrue();
    assertThat(Step.valueOf(store().read("a"))).isEqualTo("3");
    assertThat(Step.valueOf(another.readCurrent("a"))).isEqualTo("3");
  }
}
