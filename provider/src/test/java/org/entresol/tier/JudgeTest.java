package org.entresol.tier;

import static org.assertj.core.api.Assertions.assertThat;

import org.entresol.tier.Facts.Holder;
import org.entresol.tier.Facts.State;
import org.entresol.tier.Judgement.Change;
import org.entresol.tier.Rule.Condition;
import org.entresol.tier.Rule.Right;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each act on each state, and under each condition: the tables of the specification. */
@Tag("unit")
class JudgeTest {

  private static final long NOW = 1_000;
  private static final long ENDS = 5_000;
  private static final Lifetimes LIVES = new Lifetimes(10, 20, 30);

  private static Facts facts(State state) {
    return Facts.of(state, state == State.PRESENT ? ENDS : Lifetimes.NEVER, true, NOW);
  }

  private static Facts held(State state, Holder holder) {
    Facts free = facts(state);
    return new Facts(state, free.ends(), true, holder, true, true, NOW);
  }

  private static Judgement judge(Act act, State state) {
    return Judge.judge(Rule.of(act, act, LIVES), facts(state));
  }

  private static Rule rule(Act act, Condition condition, Right right, boolean ticketed) {
    return new Rule(act, act, LIVES, condition, right, ticketed, false);
  }

  // ---- acts

  @ParameterizedTest
  @CsvSource({
    "LEAVE,  NONE,    NONE,   ,       false",
    "LEAVE,  PAST,    NONE,   ,       false",
    "LEAVE,  ABSENCE, NONE,   ,       false",
    "LEAVE,  PRESENT, NONE,   ,       true",
    "TOUCH,  NONE,    NONE,   ,       false",
    "TOUCH,  PAST,    NONE,   ,       false",
    "TOUCH,  ABSENCE, NONE,   ,       false",
    "TOUCH,  PRESENT, MOVE,   ,       true",
    "WRITE,  NONE,    STORE,  WRITE,  false",
    "WRITE,  PAST,    STORE,  WRITE,  false",
    "WRITE,  ABSENCE, STORE,  WRITE,  false",
    "WRITE,  PRESENT, STORE,  WRITE,  true",
    "LOAD,   NONE,    STORE,  WRITE,  false",
    "LOAD,   PAST,    STORE,  WRITE,  false",
    "LOAD,   ABSENCE, STORE,  WRITE,  false",
    "LOAD,   PRESENT, STORE,  WRITE,  true",
    "DELETE, NONE,    NONE,   DELETE, false",
    "DELETE, PAST,    REMOVE, DELETE, false",
    "DELETE, ABSENCE, REMOVE, DELETE, false",
    "DELETE, PRESENT, REMOVE, DELETE, true",
    "DROP,   NONE,    NONE,   DROP,   false",
    "DROP,   PAST,    REMOVE, DROP,   false",
    "DROP,   ABSENCE, REMOVE, DROP,   false",
    "DROP,   PRESENT, REMOVE, DROP,   true",
    "LEAVE,  UNREADABLE, NONE,   ,       false",
    "TOUCH,  UNREADABLE, NONE,   ,       false",
    "WRITE,  UNREADABLE, STORE,  WRITE,  false",
    "DELETE, UNREADABLE, REMOVE, DELETE, false",
    "DROP,   UNREADABLE, REMOVE, DROP,   false",
  })
  void judge_act_changesAndTellsWhatTheTableSays(
      Act act, State state, Change change, @Nullable Act told, boolean found) {
    Judgement judged = judge(act, state);

    assertThat(judged.verdict()).isEqualTo(Verdict.MADE);
    assertThat(judged.act()).isEqualTo(act);
    assertThat(judged.change()).isEqualTo(change);
    assertThat(judged.told()).isEqualTo(told);
    assertThat(judged.found()).isEqualTo(found);
  }

  @ParameterizedTest
  @CsvSource({"NONE, ", "PAST, ", "ABSENCE, WRITE"})
  void judge_loadOfWhatIsMissing_isToldOnlyWhereAnAbsenceIsKnown(State state, @Nullable Act told) {
    Judgement judged = Judge.judge(Rule.of(Act.LOAD, Act.LEAVE, LIVES), facts(state));

    assertThat(judged.change()).isEqualTo(Change.STORE);
    assertThat(judged.told()).isEqualTo(told);
  }

  @ParameterizedTest
  @ValueSource(longs = {10, 0, Lifetimes.ETERNAL})
  void judge_loadOfWhatCannotBeRead_leavesItToThoseWhoCan(long life) {
    Rule load = Rule.of(Act.LOAD, Act.LOAD, Lifetimes.of(life));

    Judgement judged = Judge.judge(load, facts(State.UNREADABLE));

    assertThat(judged)
        .isEqualTo(
            new Judgement(
                Verdict.MADE,
                Act.LEAVE,
                false,
                Change.NONE,
                facts(State.UNREADABLE).ends(),
                null,
                false));
  }

  @Test
  void judge_loadOfWhatCannotBeReadWithoutATicket_isRevoked() {
    Facts facts = new Facts(State.UNREADABLE, Lifetimes.NEVER, true, Holder.NOBODY, false, true, 0);

    Judgement judged = Judge.judge(rule(Act.LOAD, Condition.NONE, Right.NONE, true), facts);

    assertThat(judged.verdict()).isEqualTo(Verdict.REVOKED);
  }

  @ParameterizedTest
  @EnumSource
  void judge_twoActs_takesTheOneForWhatThereIs(State state) {
    Rule rule = Rule.of(Act.WRITE, Act.DELETE, LIVES);

    assertThat(Judge.judge(rule, facts(state)).act())
        .isEqualTo(state == State.PRESENT ? Act.DELETE : Act.WRITE);
  }

  // ---- lives

  @ParameterizedTest
  @CsvSource({
    "WRITE, NONE,    1010", "WRITE, PAST, 1010", "WRITE, PRESENT, 1020",
    "LOAD,  ABSENCE, 1010", "LOAD,  PAST, 1010", "LOAD,  PRESENT, 1020",
    "TOUCH, PRESENT, 1030", "LEAVE, PRESENT, 5000",
  })
  void judge_lives_givesTheInstantOfTheAct(Act act, State state, long ends) {
    assertThat(judge(act, state).ends()).isEqualTo(ends);
  }

  @ParameterizedTest
  @CsvSource({
    "WRITE, NONE,    STORE, 9223372036854775807",
    "WRITE, PRESENT, STORE, 5000",
    "LOAD,  PAST,    STORE, 9223372036854775807",
    "TOUCH, PRESENT, NONE,  5000",
  })
  void judge_unchangedLife_leavesTheInstantWhereItIs(
      Act act, State state, Change change, long ends) {
    Judgement judged =
        Judge.judge(Rule.of(act, act, Lifetimes.of(Lifetimes.UNCHANGED)), facts(state));

    assertThat(judged.change()).isEqualTo(change);
    assertThat(judged.ends()).isEqualTo(ends);
  }

  @ParameterizedTest
  @CsvSource({"WRITE, STORE", "LOAD, STORE", "TOUCH, MOVE"})
  void judge_eternalLife_neverEnds(Act act, Change change) {
    Judgement judged =
        Judge.judge(Rule.of(act, act, Lifetimes.of(Lifetimes.ETERNAL)), facts(State.PRESENT));

    assertThat(judged.change()).isEqualTo(change);
    assertThat(judged.ends()).isEqualTo(Lifetimes.NEVER);
  }

  @ParameterizedTest
  @CsvSource({
    "WRITE, NONE,    NONE,   DELETE",
    "WRITE, PAST,    REMOVE, DELETE",
    "WRITE, PRESENT, REMOVE, DELETE",
    "LOAD,  NONE,    NONE,   ",
    "LOAD,  ABSENCE, REMOVE, DELETE",
    "TOUCH, PRESENT, REMOVE, DELETE",
    "TOUCH, PAST,    NONE,   ",
  })
  void judge_lifeOverAtOnce_storesNothingAndRemovesWhatLies(
      Act act, State state, Change change, @Nullable Act told) {
    Judgement judged = Judge.judge(Rule.of(act, act, Lifetimes.of(0)), facts(state));

    assertThat(judged.act()).isEqualTo(act);
    assertThat(judged.change()).isEqualTo(change);
    assertThat(judged.told()).isEqualTo(told);
  }

  @Test
  void judge_lifeBeyondAllInstants_neverEnds() {
    long life = Long.MAX_VALUE - NOW + 1;

    assertThat(
            Judge.judge(Rule.of(Act.WRITE, Act.WRITE, Lifetimes.of(life)), facts(State.NONE))
                .ends())
        .isEqualTo(Lifetimes.NEVER);
  }

  // ---- conditions

  @ParameterizedTest
  @CsvSource({
    "NONE,   NONE,    true,  MADE",
    "NONE,   PRESENT, false, MADE",
    "ABSENT, NONE,    false, MADE",
    "ABSENT, PAST,    true,  MADE",
    "ABSENT, ABSENCE, true,  MADE",
    "ABSENT, PRESENT, true,  OVERTAKEN",
    "SAME,   NONE,    true,  OVERTAKEN",
    "SAME,   PAST,    true,  OVERTAKEN",
    "SAME,   ABSENCE, true,  OVERTAKEN",
    "SAME,   PRESENT, true,  MADE",
    "SAME,   PRESENT, false, OVERTAKEN",
  })
  void judge_condition_isMetByWhatIsPresent(
      Condition condition, State state, boolean same, Verdict verdict) {
    Facts facts = Facts.of(state, Lifetimes.NEVER, same, NOW);

    Judgement judged = Judge.judge(rule(Act.WRITE, condition, Right.NONE, false), facts);

    assertThat(judged.verdict()).isEqualTo(verdict);
    assertThat(judged.change()).isEqualTo(verdict == Verdict.MADE ? Change.STORE : Change.NONE);
  }

  @ParameterizedTest
  @CsvSource({
    "NONE, NOBODY, MADE",
    "NONE, ANOTHER, MADE",
    "FREE, NOBODY, MADE",
    "FREE, ANOTHER, FENCED",
    "LEASE, SELF, MADE",
    "LEASE, NOBODY, FENCED",
    "LEASE, ANOTHER, FENCED",
  })
  void judge_right_mustBeThere(Right right, Holder holder, Verdict verdict) {
    Judgement judged =
        Judge.judge(rule(Act.DELETE, Condition.NONE, right, false), held(State.PRESENT, holder));

    assertThat(judged.verdict()).isEqualTo(verdict);
    assertThat(judged.endsLease()).isEqualTo(verdict == Verdict.MADE);
  }

  @Test
  void judge_leaseEndedAndOvertaken_isFenced() {
    assertThat(
            Judge.judge(
                    rule(Act.WRITE, Condition.ABSENT, Right.LEASE, false),
                    held(State.PRESENT, Holder.NOBODY))
                .verdict())
        .isEqualTo(Verdict.FENCED);
  }

  @ParameterizedTest
  @CsvSource({
    "LOAD,  true,  true,  NOBODY,  MADE",
    "LOAD,  true,  false, NOBODY,  REVOKED",
    "LOAD,  true,  true,  ANOTHER, REVOKED",
    "LOAD,  true,  true,  SELF,    MADE",
    "LOAD,  false, false, ANOTHER, MADE",
    "WRITE, true,  false, ANOTHER, MADE",
    "LEAVE, true,  false, ANOTHER, MADE",
  })
  void judge_ticket_mustStandForALoadThatNobodyElseHolds(
      Act act, boolean ticketed, boolean stands, Holder holder, Verdict verdict) {
    Facts facts = new Facts(State.NONE, Lifetimes.NEVER, false, holder, stands, true, NOW);

    assertThat(Judge.judge(rule(act, Condition.NONE, Right.NONE, ticketed), facts).verdict())
        .isEqualTo(verdict);
  }

  @Test
  void judge_loadRevoked_givesTheLeaseBackAndChangesNothing() {
    Facts facts = new Facts(State.PRESENT, ENDS, false, Holder.SELF, false, true, NOW);

    Judgement judged = Judge.judge(rule(Act.LOAD, Condition.NONE, Right.LEASE, true), facts);

    assertThat(judged)
        .isEqualTo(new Judgement(Verdict.REVOKED, Act.LEAVE, true, Change.NONE, ENDS, null, false));
    assertThat(judged.endsLease()).isTrue();
    assertThat(judged.revokesTickets()).isFalse();
  }

  // ---- pending writes and tickets

  @ParameterizedTest
  @CsvSource({
    "LEAVE, false",
    "TOUCH, false",
    "WRITE, true",
    "LOAD, false",
    "DELETE, true",
    "DROP, false",
  })
  void judge_writtenBehind_leavesAWriteThatTheSourceHasToLearnOf(Act act, boolean leaves) {
    Rule rule = new Rule(act, act, LIVES, Condition.NONE, Right.NONE, false, true);
    Facts full = new Facts(State.NONE, Lifetimes.NEVER, false, Holder.NOBODY, true, false, NOW);

    assertThat(Judge.judge(rule, facts(State.NONE)).leavesWrite()).isEqualTo(leaves);
    assertThat(Judge.judge(rule, full).verdict()).isEqualTo(leaves ? Verdict.FULL : Verdict.MADE);
    assertThat(Judge.judge(rule, full).leavesWrite()).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void judge_notWrittenBehind_leavesNone(Act act) {
    assertThat(judge(act, State.PRESENT).leavesWrite()).isFalse();
  }

  @Test
  void judge_writtenBehindAndOverAtOnce_leavesTheWriteAllTheSame() {
    Rule rule =
        new Rule(Act.WRITE, Act.WRITE, Lifetimes.of(0), Condition.NONE, Right.NONE, false, true);

    assertThat(Judge.judge(rule, facts(State.PRESENT)).leavesWrite()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "LEAVE, false",
    "TOUCH, false",
    "WRITE, true",
    "LOAD, true",
    "DELETE, true",
    "DROP, true",
  })
  void judge_act_revokesTicketsIfItReplaces(Act act, boolean revokes) {
    assertThat(judge(act, State.NONE).revokesTickets()).isEqualTo(revokes);
  }
}
