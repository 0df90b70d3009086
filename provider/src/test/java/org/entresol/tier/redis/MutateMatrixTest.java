package org.entresol.tier.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.entresol.tier.Act;
import org.entresol.tier.Lease;
import org.entresol.tier.Lifetimes;
import org.entresol.tier.Outcome;
import org.entresol.tier.Outcome.Verdict;
import org.entresol.tier.Plan;
import org.entresol.tier.QueuedWrite;
import org.entresol.tier.Version;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each act on each state of an entry, under each condition, lease and load ticket. */
class MutateMatrixTest {
  private static final String KEY = "s:key";
  private static final long SEQUENCE = 1000;
  private static final long FLOOR = 950;
  private static final long OWN = 7;
  private static final long OTHERS = 8;
  private static final Version THERE = new Version(960, 1);

  private static ScriptBench bench;

  enum State {
    ABSENT,
    PRESENT,
    EXPIRED,
    BELOW_FLOOR
  }

  enum Condition {
    NONE,
    NO_ENTRY,
    SAME,
    OTHER_NONCE
  }

  /** Whether the row goes by a lease, and whose lies there. */
  enum LeaseCase {
    NOT_ASKED_NONE,
    NOT_ASKED_OTHERS,
    ASKED_OWN,
    ASKED_OTHERS,
    ASKED_NONE
  }

  enum TicketCase {
    NOT_ASKED_NONE,
    NOT_ASKED_THERE,
    STANDS,
    ANOTHER,
    GONE,
    BELOW_FLOOR
  }

  /** Whether the row is written behind, and whether there is room for a pending write. */
  enum QueueCase {
    NOT_ASKED,
    ROOM,
    FULL_OF_OTHERS,
    FULL_WITH_KEY
  }

  /** One field of the matrix, and what the specification of a row says of it. */
  record Case(
      Act act,
      State state,
      Condition condition,
      LeaseCase lease,
      TicketCase ticket,
      QueueCase queue) {
    boolean found() {
      return state == State.PRESENT;
    }

    boolean asksLease() {
      return lease.name().startsWith("ASKED");
    }

    boolean asksTicket() {
      return !ticket.name().startsWith("NOT_ASKED");
    }

    Verdict verdict() {
      if (asksLease() && lease != LeaseCase.ASKED_OWN) {
        return Verdict.FENCED;
      }
      boolean met =
          switch (condition) {
            case NONE -> true;
            case NO_ENTRY -> !found();
            case SAME -> found();
            case OTHER_NONCE -> false;
          };
      if (!met) {
        return Verdict.OVERTAKEN;
      }
      boolean heldByAnother = lease == LeaseCase.NOT_ASKED_OTHERS;
      if (queue == QueueCase.FULL_OF_OTHERS && (act == Act.WRITE || act == Act.DELETE)) {
        return Verdict.FULL;
      }
      boolean load = act == Act.LOAD && asksTicket();
      return (load && (heldByAnother || ticket != TicketCase.STANDS))
          ? Verdict.REVOKED
          : Verdict.MADE;
    }

    boolean made() {
      return verdict() == Verdict.MADE;
    }

    boolean stores() {
      return made() && act.stores();
    }

    boolean deletes() {
      return made() && act == Act.DELETE && (found() || state == State.EXPIRED);
    }

    /** Whether the instant of the entry is moved, and nothing else of it. */
    boolean moves() {
      return made() && act == Act.TOUCH && found();
    }

    boolean steps() {
      boolean replaces = act == Act.LOAD && found();
      return deletes() || (made() && (act == Act.WRITE || replaces));
    }

    /** Whether a pending write is left. */
    boolean enqueues() {
      return made() && queue != QueueCase.NOT_ASKED && (act == Act.WRITE || act == Act.DELETE);
    }

    boolean leaseLies() {
      boolean there = lease != LeaseCase.NOT_ASKED_NONE && lease != LeaseCase.ASKED_NONE;
      boolean used = asksLease() && (verdict() == Verdict.MADE || verdict() == Verdict.REVOKED);
      return there && !used;
    }

    boolean ticketLies() {
      boolean there = ticket != TicketCase.NOT_ASKED_NONE && ticket != TicketCase.GONE;
      return there && !(made() && act != Act.LEAVE && act != Act.TOUCH);
    }
  }

  @BeforeAll
  static void connect() {
    bench = new ScriptBench();
  }

  @AfterAll
  static void disconnect() {
    bench.close();
  }

  @ParameterizedTest
  @CsvSource({
    "LEAVE,ABSENT", "LEAVE,PRESENT", "LEAVE,EXPIRED", "LEAVE,BELOW_FLOOR",
    "TOUCH,ABSENT", "TOUCH,PRESENT", "TOUCH,EXPIRED", "TOUCH,BELOW_FLOOR",
    "WRITE,ABSENT", "WRITE,PRESENT", "WRITE,EXPIRED", "WRITE,BELOW_FLOOR",
    "LOAD,ABSENT", "LOAD,PRESENT", "LOAD,EXPIRED", "LOAD,BELOW_FLOOR",
    "DELETE,ABSENT", "DELETE,PRESENT", "DELETE,EXPIRED", "DELETE,BELOW_FLOOR"
  })
  void row_anyConditionLeaseAndTicket_doesWhatTheTableSays(Act act, State state) {
    for (Condition condition : Condition.values()) {
      for (LeaseCase lease : LeaseCase.values()) {
        for (TicketCase ticket : TicketCase.values()) {
          check(new Case(act, state, condition, lease, ticket, QueueCase.NOT_ASKED));
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "LEAVE,ABSENT", "LEAVE,PRESENT", "LEAVE,EXPIRED", "LEAVE,BELOW_FLOOR",
    "TOUCH,ABSENT", "TOUCH,PRESENT", "TOUCH,EXPIRED", "TOUCH,BELOW_FLOOR",
    "WRITE,ABSENT", "WRITE,PRESENT", "WRITE,EXPIRED", "WRITE,BELOW_FLOOR",
    "LOAD,ABSENT", "LOAD,PRESENT", "LOAD,EXPIRED", "LOAD,BELOW_FLOOR",
    "DELETE,ABSENT", "DELETE,PRESENT", "DELETE,EXPIRED", "DELETE,BELOW_FLOOR"
  })
  void row_writtenBehind_leavesAPendingWriteOrDoesNothing(Act act, State state) {
    for (Condition condition : Condition.values()) {
      for (LeaseCase lease : LeaseCase.values()) {
        for (QueueCase queue : QueueCase.values()) {
          check(new Case(act, state, condition, lease, TicketCase.STANDS, queue));
        }
      }
    }
  }

  private static void check(Case field) {
    prepare(field);
    byte[] before = bench.get(bench.entry(KEY));
    Outcome outcome = bench.mutate(plan(field));
    if (!field.stores() && !field.deletes() && !field.moves()) {
      assertThat(bench.get(bench.entry(KEY))).as("entry after %s", field).isEqualTo(before);
    }
    long sequence = field.steps() ? SEQUENCE + 1 : SEQUENCE;
    assertThat(outcome.verdict()).as("verdict of %s", field).isEqualTo(field.verdict());
    assertThat(outcome.act())
        .as("act of %s", field)
        .isEqualTo(field.made() ? field.act() : Act.LEAVE);
    if (field.verdict() != Verdict.FENCED) {
      assertThat(outcome.found()).as("found in %s", field).isEqualTo(field.found());
    }
    assertThat(outcome.stored()).as("stored in %s", field).isEqualTo(field.stores());
    assertThat(outcome.sequence()).as("sequence told of %s", field).isEqualTo(sequence);
    assertThat(outcome.entry() != null)
        .as("entry told of %s", field)
        .isEqualTo(field.found() && field.verdict() == Verdict.OVERTAKEN);
    checkWhatLies(field, sequence);
  }

  private static void checkWhatLies(Case field, long sequence) {
    assertThat(bench.resp().text("GET", bench.sequence()))
        .as("sequence after %s", field)
        .isEqualTo(Long.toString(sequence));
    assertThat(bench.payload(KEY)).as("payload after %s", field).isEqualTo(payload(field));
    assertThat(bench.exists(bench.lease(KEY)))
        .as("lease after %s", field)
        .isEqualTo(field.leaseLies());
    assertThat(bench.exists(bench.ticket(KEY)))
        .as("ticket after %s", field)
        .isEqualTo(field.ticketLies());
    assertThat(bench.announced()).as("announced by %s", field).hasSize(field.steps() ? 1 : 0);
    checkWhatIsPending(field);
  }

  private static void checkWhatIsPending(Case field) {
    boolean lay = field.queue() == QueueCase.FULL_WITH_KEY;
    QueuedWrite write = bench.pending(KEY);
    assertThat(write != null).as("pending after %s", field).isEqualTo(lay || field.enqueues());
    if (write != null && field.enqueues()) {
      assertThat(write.nonce()).as("nonce after %s", field).isEqualTo(ScriptBench.NONCE);
      assertThat(write.isDeletion())
          .as("kind after %s", field)
          .isEqualTo(field.act() == Act.DELETE);
      assertThat(write.bytes().length - write.offset())
          .as("payload after %s", field)
          .isEqualTo(field.act() == Act.WRITE ? "new".length() : 0);
    } else if (write != null) {
      assertThat(write.nonce()).as("nonce after %s", field).isEqualTo(ScriptBench.NONCE + 1);
    }
  }

  private static @Nullable String payload(Case field) {
    if (field.stores()) {
      return "new";
    }
    return (field.state() == State.ABSENT || field.deletes()) ? null : "old";
  }

  private static void prepare(Case field) {
    List.of(bench.entry(KEY), bench.lease(KEY), bench.ticket(KEY), bench.queue())
        .forEach(bench::delete);
    bench.set(bench.sequence(), SEQUENCE);
    bench.set(bench.floor(), FLOOR);
    switch (field.state()) {
      case ABSENT -> {}
      case PRESENT -> bench.store(KEY, THERE, 0, "old");
      case EXPIRED -> bench.store(KEY, THERE, 2, "old");
      case BELOW_FLOOR -> bench.store(KEY, new Version(FLOOR - 1, 1), 0, "old");
    }
    switch (field.lease()) {
      case NOT_ASKED_NONE, ASKED_NONE -> {}
      case NOT_ASKED_OTHERS, ASKED_OTHERS -> bench.leaveLease(KEY, OTHERS);
      case ASKED_OWN -> bench.leaveLease(KEY, OWN);
    }
    prepare(field.queue());
    switch (field.ticket()) {
      case NOT_ASKED_NONE, GONE -> {}
      case NOT_ASKED_THERE, STANDS -> bench.leaveTicket(KEY, OWN, SEQUENCE);
      case ANOTHER -> bench.leaveTicket(KEY, OTHERS, SEQUENCE);
      case BELOW_FLOOR -> bench.leaveTicket(KEY, OWN, FLOOR - 1);
    }
  }

  private static void prepare(QueueCase queue) {
    switch (queue) {
      case NOT_ASKED, ROOM -> {}
      case FULL_OF_OTHERS -> bench.leavePending("a", "b", "c");
      case FULL_WITH_KEY -> bench.leavePending("a", "b", KEY);
    }
  }

  private static Plan plan(Case field) {
    Plan plan =
        new Plan(KEY.getBytes(UTF_8), field.act(), field.act())
            .payload("new".getBytes(UTF_8))
            .lifetimes(new Lifetimes(60_000, 60_000, 60_000));
    switch (field.condition()) {
      case NONE -> {}
      case NO_ENTRY -> plan.ifVersion(null);
      case SAME -> plan.ifVersion(THERE);
      case OTHER_NONCE -> plan.ifVersion(new Version(THERE.sequence(), THERE.nonce() + 1));
    }
    if (field.queue() != QueueCase.NOT_ASKED) {
      plan.writtenBehind();
    }
    if (field.asksLease()) {
      plan.under(new Lease(OWN));
    }
    return field.asksTicket() ? plan.withTicket(OWN) : plan;
  }
}
