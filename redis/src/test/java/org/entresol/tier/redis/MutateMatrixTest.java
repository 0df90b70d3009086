package org.entresol.tier.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Function;
import org.entresol.tier.Act;
import org.entresol.tier.Facts;
import org.entresol.tier.Facts.State;
import org.entresol.tier.Judge;
import org.entresol.tier.Judgement;
import org.entresol.tier.Judgement.Change;
import org.entresol.tier.Lease;
import org.entresol.tier.Lifetimes;
import org.entresol.tier.Outcome;
import org.entresol.tier.Plan;
import org.entresol.tier.QueuedWrite;
import org.entresol.tier.Recall;
import org.entresol.tier.Stored;
import org.entresol.tier.Verdict;
import org.entresol.tier.Version;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The scripts that judge rows say what the {@link Judge} says, whatever there is. */
@Tag("server")
class MutateMatrixTest {

  private static final String KEY = "s:key";
  private static final long SEQUENCE = 1000;
  // What has been loaded since a clear lies at the floor.
  private static final long FLOOR = 960;
  private static final long OWN = 7;
  private static final long OTHERS = 8;
  private static final Version THERE = new Version(FLOOR, 1);
  private static final Version OTHER = new Version(FLOOR, 2);
  private static final long MINUTE = 60_000;
  private static final Lifetimes LIVES = new Lifetimes(MINUTE, 2 * MINUTE, 3 * MINUTE);

  private static ScriptBench bench;
  private static long now;

  /** What lies under the key, and what that is to the judge. */
  enum There {
    NOTHING(State.NONE),
    BELOW_FLOOR(State.NONE),
    ABSENCE_BELOW_FLOOR(State.NONE),
    DROPPED_BY_TAG(State.NONE),
    EXPIRED(State.PAST),
    EXPIRED_BY_TAG(State.PAST),
    ABSENCE(State.ABSENCE),
    EXPIRED_ABSENCE(State.ABSENCE),
    ETERNAL(State.PRESENT),
    ENDING(State.PRESENT),
    PASSED_OVER(State.UNREADABLE),
    EXPIRED_PASSED_OVER(State.PAST),
    OTHER_PASSED_OVER(State.PRESENT);

    private final State state;

    There(State state) {
      this.state = state;
    }

    long ends() {
      return (this == ENDING) ? now + 10 * MINUTE : Lifetimes.NEVER;
    }
  }

  /** Which version the row asks for. */
  enum Asked {
    ANY,
    NONE,
    SAME,
    OTHER_NONCE
  }

  enum TicketCase {
    NOT_ASKED_NONE,
    NOT_ASKED_THERE,
    STANDS,
    ANOTHER,
    GONE,
    BELOW_FLOOR,
    TAG_DROPPED,
    TAG_EXPIRED;

    boolean isAsked() {
      return !name().startsWith("NOT_ASKED");
    }

    boolean lies() {
      return this != NOT_ASKED_NONE && this != GONE;
    }
  }

  /** Whether the row is written behind, and whether there is room for a pending write. */
  enum QueueCase {
    NOT_ASKED,
    ROOM,
    FULL_OF_OTHERS,
    FULL_WITH_KEY
  }

  /** One field of the matrix. */
  record Case(
      Act whenAbsent,
      Act whenPresent,
      Lifetimes lifetimes,
      There there,
      Asked asked,
      LeaseCase lease,
      TicketCase ticket,
      QueueCase queue) {

    static Case of(Act whenAbsent, Act whenPresent, There there) {
      return new Case(
          whenAbsent,
          whenPresent,
          LIVES,
          there,
          Asked.ANY,
          LeaseCase.NOT_ASKED_NONE,
          TicketCase.NOT_ASKED_NONE,
          QueueCase.NOT_ASKED);
    }

    Case living(Lifetimes lives) {
      return new Case(whenAbsent, whenPresent, lives, there, asked, lease, ticket, queue);
    }

    Case with(Asked version, LeaseCase held, TicketCase left, QueueCase room) {
      return new Case(whenAbsent, whenPresent, lifetimes, there, version, held, left, room);
    }

    Facts facts() {
      return new Facts(
          there.state,
          there.ends(),
          asked == Asked.SAME,
          lease.holder(),
          ticket == TicketCase.STANDS,
          queue != QueueCase.FULL_OF_OTHERS,
          now);
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
  @EnumSource
  void row_anyConditionLeaseAndTicket_isJudgedAlike(There there) {
    for (Act act : Act.values()) {
      for (Asked asked : Asked.values()) {
        for (LeaseCase lease : LeaseCase.values()) {
          for (TicketCase ticket : TicketCase.values()) {
            check(Case.of(act, act, there).with(asked, lease, ticket, QueueCase.NOT_ASKED));
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void row_writtenBehind_isJudgedAlike(There there) {
    for (Act act : Act.values()) {
      for (Asked asked : Asked.values()) {
        for (LeaseCase lease : LeaseCase.values()) {
          for (QueueCase queue : QueueCase.values()) {
            check(Case.of(act, act, there).with(asked, lease, TicketCase.STANDS, queue));
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void row_anyLives_isJudgedAlike(There there) {
    List<Long> lives = List.of(0L, MINUTE, Lifetimes.ETERNAL, Lifetimes.UNCHANGED);
    for (Act act : List.of(Act.TOUCH, Act.WRITE, Act.LOAD)) {
      for (long creation : lives.subList(0, 3)) {
        for (long other : lives) {
          check(Case.of(act, act, there).living(new Lifetimes(creation, other, other)));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void row_twoActs_isJudgedAlike(There there) {
    for (Act whenAbsent : Act.values()) {
      for (Act whenPresent : Act.values()) {
        check(Case.of(whenAbsent, whenPresent, there));
      }
    }
  }

  private static void check(Case field) {
    check(field, bench::mutate);
    if (SingleSteps.take(plan(field))) {
      check(field, bench::step);
    }
  }

  private static void check(Case field, Function<Plan, Outcome> script) {
    now = bench.micros() / 1000;
    prepare(field);
    byte[] before = bench.get(bench.entry(KEY));
    Plan plan = plan(field);
    Judgement judged = Judge.judge(plan.rule(), field.facts());
    Outcome outcome = script.apply(plan);

    boolean isOvertaken = judged.verdict() == Verdict.OVERTAKEN;
    assertThat(outcome.verdict()).as("verdict of %s", field).isEqualTo(judged.verdict());
    assertThat(outcome.act()).as("act of %s", field).isEqualTo(judged.act());
    if (judged.verdict() != Verdict.FENCED) {
      assertThat(outcome.found()).as("found in %s", field).isEqualTo(judged.found());
    }
    assertThat(outcome.stored())
        .as("stored in %s", field)
        .isEqualTo(judged.change() == Change.STORE);
    assertThat(outcome.sequence()).as("sequence told of %s", field).isEqualTo(sequence(judged));
    assertThat(outcome.entry() != null)
        .as("entry told of %s", field)
        .isEqualTo(judged.found() && isOvertaken);
    checkEntry(field, judged, before, outcome);
    checkWhatLies(field, judged);
    checkWhatIsPending(field, judged);
  }

  private static long sequence(Judgement judged) {
    return (judged.told() == null) ? SEQUENCE : SEQUENCE + 1;
  }

  private static void checkEntry(
      Case field, Judgement judged, byte @Nullable [] before, Outcome outcome) {
    byte[] bytes = bench.get(bench.entry(KEY));
    switch (judged.change()) {
      // What a clear has left behind may go at any time.
      case NONE ->
          assertThat(bytes)
              .as("entry after %s", field)
              .isEqualTo(judged.told() == null ? before : null);
      case REMOVE -> assertThat(bytes).as("entry after %s", field).isNull();
      case MOVE, STORE -> {
        Stored stored = requireNonNull(EntryFormat.entry(bytes, 0));
        String payload = (judged.change() == Change.STORE) ? "new" : "old";
        assertThat(bench.payload(KEY)).as("payload after %s", field).isEqualTo(payload);
        assertThat(outcome.expires()).as("end told of %s", field).isEqualTo(stored.expires());
        checkEnds(field, judged.ends(), stored.expires());
      }
    }
  }

  private static void checkEnds(Case field, long judged, long stored) {
    if (judged == Lifetimes.NEVER) {
      assertThat(stored).as("end after %s", field).isZero();
    } else if (judged == field.there().ends()) {
      assertThat(stored).as("end after %s", field).isEqualTo(judged);
    } else {
      assertThat(stored).as("end after %s", field).isBetween(judged, judged + MINUTE / 2);
    }
  }

  private static void checkWhatLies(Case field, Judgement judged) {
    assertThat(bench.resp().text("GET", bench.sequence()))
        .as("sequence after %s", field)
        .isEqualTo(Long.toString(sequence(judged)));
    assertThat(bench.exists(bench.lease(KEY)))
        .as("lease after %s", field)
        .isEqualTo(field.lease().lies() && !(field.lease().isAsked() && judged.endsLease()));
    assertThat(bench.exists(bench.ticket(KEY)))
        .as("ticket after %s", field)
        .isEqualTo(field.ticket().lies() && !judged.revokesTickets());
    List<byte[]> announced = bench.announced();
    assertThat(announced).as("announced by %s", field).hasSize(judged.told() == null ? 0 : 1);
    announced.forEach(
        news ->
            assertThat(EntryFormat.act(news[0]))
                .as("announced by %s", field)
                .isEqualTo(judged.told()));
  }

  private static void checkWhatIsPending(Case field, Judgement judged) {
    boolean lay = field.queue() == QueueCase.FULL_WITH_KEY;
    QueuedWrite write = bench.pending(KEY);
    assertThat(write != null).as("pending after %s", field).isEqualTo(lay || judged.leavesWrite());
    if (write != null && judged.leavesWrite()) {
      assertThat(write.nonce()).as("nonce after %s", field).isEqualTo(ScriptBench.NONCE);
      assertThat(write.isDeletion())
          .as("kind after %s", field)
          .isEqualTo(judged.act() == Act.DELETE);
      assertThat(write.bytes().length - write.offset())
          .as("payload after %s", field)
          .isEqualTo(judged.act() == Act.WRITE ? "new".length() : 0);
    } else if (write != null) {
      assertThat(write.nonce()).as("nonce after %s", field).isEqualTo(ScriptBench.NONCE + 1);
    }
  }

  private static void prepare(Case field) {
    List.of(bench.entry(KEY), bench.lease(KEY), bench.ticket(KEY), bench.queue())
        .forEach(bench::delete);
    bench.set(bench.sequence(), SEQUENCE);
    bench.set(bench.floor(), FLOOR);
    bench.forgetRecalls();
    switch (field.there()) {
      case NOTHING -> {}
      case BELOW_FLOOR -> bench.store(KEY, new Version(FLOOR - 1, 1), 0, "old");
      case ABSENCE_BELOW_FLOOR -> bench.storeAbsence(KEY, new Version(FLOOR - 1, 1), 2);
      case DROPPED_BY_TAG -> leaveRecalled(Recall.DROP);
      case EXPIRED_BY_TAG -> leaveRecalled(Recall.EXPIRE);
      case EXPIRED, EXPIRED_PASSED_OVER -> bench.store(KEY, THERE, 2, "old");
      case ABSENCE -> bench.storeAbsence(KEY, THERE, now + 10 * MINUTE);
      case EXPIRED_ABSENCE -> bench.storeAbsence(KEY, THERE, 2);
      case ETERNAL, PASSED_OVER, OTHER_PASSED_OVER -> bench.store(KEY, THERE, 0, "old");
      case ENDING -> bench.store(KEY, THERE, field.there().ends(), "old");
    }
    switch (field.lease()) {
      case NOT_ASKED_NONE, ASKED_NONE, FREE_NONE -> {}
      case NOT_ASKED_OTHERS, ASKED_OTHERS, FREE_OTHERS -> bench.leaveLease(KEY, OTHERS);
      case ASKED_OWN -> bench.leaveLease(KEY, OWN);
    }
    switch (field.queue()) {
      case NOT_ASKED, ROOM -> {}
      case FULL_OF_OTHERS -> bench.leavePending("a", "b", "c");
      case FULL_WITH_KEY -> bench.leavePending("a", "b", KEY);
    }
    switch (field.ticket()) {
      case NOT_ASKED_NONE, GONE -> {}
      case NOT_ASKED_THERE, STANDS -> bench.leaveTicket(KEY, OWN, SEQUENCE);
      case ANOTHER -> bench.leaveTicket(KEY, OTHERS, SEQUENCE);
      case BELOW_FLOOR -> bench.leaveTicket(KEY, OWN, FLOOR - 1);
      case TAG_DROPPED -> leaveLate(Recall.DROP);
      case TAG_EXPIRED -> leaveLate(Recall.EXPIRE);
    }
  }

  private static void leaveLate(Recall how) {
    bench.leaveTicket(KEY, OWN, FLOOR);
    bench.leaveRecall(how, FLOOR + 1, now - 1);
  }

  private static void leaveRecalled(Recall how) {
    bench.storeTagged(KEY, THERE, "old");
    bench.leaveRecall(how, FLOOR + 1, now - 1);
  }

  private static Plan plan(Case field) {
    Plan plan =
        new Plan(KEY.getBytes(UTF_8), field.whenAbsent(), field.whenPresent())
            .payload("new".getBytes(UTF_8))
            .lifetimes(field.lifetimes());
    switch (field.asked()) {
      case ANY -> {}
      case NONE -> plan.ifVersion(null);
      case SAME -> plan.ifVersion(THERE);
      case OTHER_NONCE -> plan.ifVersion(OTHER);
    }
    switch (field.there()) {
      case PASSED_OVER, EXPIRED_PASSED_OVER -> plan.passingOver(THERE);
      case OTHER_PASSED_OVER -> plan.passingOver(OTHER);
      default -> {}
    }
    if (field.ticket().name().startsWith("TAG")) {
      plan.tags(new long[] {ScriptBench.TAG});
    }
    if (field.queue() != QueueCase.NOT_ASKED) {
      plan.writtenBehind();
    }
    if (field.lease().isAsked()) {
      plan.under(new Lease(OWN));
    }
    if (field.lease().isToBeFree()) {
      plan.ifFree();
    }
    return field.ticket().isAsked() ? plan.withTicket(OWN) : plan;
  }
}
