package org.entresol.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import org.entresol.guard.Ticket;
import org.entresol.jcache.Crew;
import org.entresol.jcache.Crew.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every {@link EntryStore} has to do for loads, so that changes win over them. */
abstract class TicketContract {

  /** The store under test, empty. */
  abstract EntryStore<Object, String> store();

  /** How often what may fail by chance is tried. */
  abstract int rounds();

  /** A load that has come to where it reads its source. */
  private Ticket begin(Object key) {
    return begin(store(), key);
  }

  private static Ticket begin(EntryStore<Object, String> store, Object key) {
    Ticket ticket = store.loads().ticket(key);
    store.loads().register(Map.of(key, ticket));
    return ticket;
  }

  /** What overrules a load of key "a". */
  enum Overruling {
    WRITE,
    REMOVAL,
    DROP,
    PUT,
    COMMIT,
    CLEAR,
    REVOCATION,
    STORED_LOAD;

    void on(EntryStore<Object, String> store) {
      switch (this) {
        case WRITE -> store.apply(Step.write("a", "new"));
        case REMOVAL -> store.apply(Step.remove("a"));
        case DROP -> store.apply(Step.drop("a"));
        case PUT -> store.put("a", Step.entry("new"));
        case COMMIT -> commit(store);
        case CLEAR -> store.clear();
        case REVOCATION -> store.loads().revokeAll();
        case STORED_LOAD -> store.apply(Step.load("a", begin(store, "a"), "new"));
      }
    }

    private static void commit(EntryStore<Object, String> store) {
      try (Hold<Object, String> hold = store.hold("a")) {
        hold.commit(Step.write("a", "new"));
      }
    }
  }

  /** What does not overrule a load of key "a". */
  enum Harmless {
    READ,
    STEP_THAT_LEAVES,
    HOLD_WITHOUT_COMMIT,
    WRITE_OF_OTHER_KEY,
    PUT_OF_OTHER_KEY,
    TICKET_OF_OTHER_KEY,
    NEWER_TICKET,
    OLDER_TICKET_GIVEN_BACK;

    void on(EntryStore<Object, String> store) {
      switch (this) {
        case READ -> store.read("a");
        case STEP_THAT_LEAVES -> store.apply(Step.leave("a"));
        case HOLD_WITHOUT_COMMIT -> store.hold("a").close();
        case WRITE_OF_OTHER_KEY -> store.apply(Step.write("b", "new"));
        case PUT_OF_OTHER_KEY -> store.put("b", Step.entry("new"));
        case TICKET_OF_OTHER_KEY -> store.loads().ticket("b");
        case NEWER_TICKET -> store.loads().ticket("a");
        case OLDER_TICKET_GIVEN_BACK -> store.loads().discard(Map.of("a", new Ticket()));
      }
    }
  }

  @Test
  void load_withStandingTicket_isStored() {
    Ticket ticket = begin("a");

    store().apply(Step.load("a", ticket, "loaded"));

    assertThat(Step.valueOf(store().read("a"))).isEqualTo("loaded");
    assertThat(ticket.stands()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void load_overruled_isNotStored(Overruling overruling) {
    Ticket ticket = begin("a");
    overruling.on(store());
    String before = Step.valueOf(store().read("a"));
    Step<Object> load = Step.load("a", ticket, "loaded");

    store().apply(load);

    assertThat(ticket.stands()).isFalse();
    assertThat(Step.valueOf(store().read("a"))).isEqualTo(before);
    assertThat(load.commits()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void load_besideHarmlessEvent_isStored(Harmless harmless) {
    Ticket ticket = begin("a");
    harmless.on(store());

    store().apply(Step.load("a", ticket, "loaded"));

    assertThat(Step.valueOf(store().read("a"))).isEqualTo("loaded");
  }

  @Test
  void register_loads_findsWhatIsThere() {
    store().apply(Step.write("a", "1"));

    Map<Object, Entry<String>> found =
        store()
            .loads()
            .register(Map.of("a", store().loads().ticket("a"), "b", store().loads().ticket("b")));

    assertThat(found).containsOnlyKeys("a");
    assertThat(Step.valueOf(found.get("a"))).isEqualTo("1");
  }

  @Test
  void load_ofHeldKey_givesWay() {
    Ticket ticket = begin("a");
    Hold<Object, String> hold = store().hold("a");
    Step<Object> load = Step.load("a", ticket, "loaded");

    Crew.run(() -> store().apply(load)).result();
    hold.close();

    assertThat(load.commits()).isZero();
    assertThat(store().read("a")).isNull();
  }

  @Test
  void discard_ticket_leavesNothingToRevoke() {
    Ticket ticket = begin("a");
    store().loads().discard(Map.of("a", ticket));

    store().apply(Step.write("a", "new"));

    assertThat(ticket.stands()).isTrue();
  }

  @Test
  void discard_olderTicket_leavesTheNewerOneRevocable() {
    Ticket older = store().loads().ticket("a");
    Ticket newer = store().loads().ticket("a");
    store().loads().discard(Map.of("a", older));

    store().apply(Step.write("a", "new"));

    assertThat(newer.stands()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(names = {"WRITE", "PUT", "COMMIT"})
  void load_besideChange_neverComesLast(Overruling change) throws Exception {
    int rounds = rounds();
    CyclicBarrier start = new CyclicBarrier(2);
    Task<Boolean> loader =
        Crew.start(
            () -> {
              for (int round = 0; round < rounds; round++) {
                Ticket own = begin("a");
                start.await();
                store().apply(Step.load("a", own, "loaded"));
                start.await();
                start.await();
              }
              return true;
            });
    int overruled = 0;
    for (int round = 0; round < rounds; round++) {
      start.await();
      change.on(store());
      start.await();
      overruled += "loaded".equals(Step.valueOf(store().read("a"))) ? 0 : 1;
      start.await();
    }
    assertThat(loader.result()).isTrue();
    assertThat(overruled).isEqualTo(rounds);
  }
}
