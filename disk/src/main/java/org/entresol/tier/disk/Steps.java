package org.entresol.tier.disk;

import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.entresol.tier.Act;
import org.entresol.tier.EntryBytes;
import org.entresol.tier.Facts;
import org.entresol.tier.Facts.State;
import org.entresol.tier.Judge;
import org.entresol.tier.Judgement;
import org.entresol.tier.Judgement.Change;
import org.entresol.tier.Lifetimes;
import org.entresol.tier.Outcome;
import org.entresol.tier.Plan;
import org.entresol.tier.Recall;
import org.entresol.tier.Rule;
import org.entresol.tier.Rule.Right;
import org.entresol.tier.Stored;
import org.entresol.tier.TierException;
import org.entresol.tier.Verdict;
import org.entresol.tier.Version;
import org.entresol.tier.disk.Recalls.Raised;
import org.jspecify.annotations.Nullable;

/** The changes of the entries of one cache. Thread-safe. */
final class Steps {

  private static final String STORE =
      "INSERT INTO entry (part, key, gone, size, rank, data, file) VALUES (?, ?, ?, ?, ?, ?, ?)"
          + " ON CONFLICT (part, key) DO UPDATE SET gone = excluded.gone, size = excluded.size,"
          + " data = excluded.data, file = excluded.file";

  /** An index costs as much as a row where it is written, and is not if a rank is not named. */
  private static final String STORE_AND_RANK = STORE + ", rank = excluded.rank";

  static final String REMOVE = "DELETE FROM entry WHERE part = ? AND key = ?";

  private final CacheFiles place;
  private final KeepTerms terms;
  private final Rights rights;
  private final PendingWrites pending;
  private final LookUps lookUps;

  Steps(CacheFiles place, KeepTerms terms, Rights rights, PendingWrites pending, LookUps lookUps) {
    this.place = place;
    this.lookUps = lookUps;
    this.terms = terms;
    this.rights = rights;
    this.pending = pending;
  }

  // ---- changes

  List<Outcome> attempt(List<Plan> plans) {
    return place.change(plans, Plan::key, this::attempt);
  }

  private List<Outcome> attempt(Shard shard, List<Plan> plans, long deadline) {
    Changing changing = new Changing(place.files().marks());
    return shard.write(
        "change",
        session -> {
          List<Outcome> outcomes = new ArrayList<>(plans.size());
          for (Plan plan : plans) {
            outcomes.add(attempt(session, plan, changing));
          }
          if (outcomes.stream().anyMatch(Outcome::stored)) {
            shard.room().make(session, () -> keys(plans), place.files().millis());
          }
          return outcomes;
        },
        changing,
        deadline);
  }

  private static Set<ByteBuffer> keys(List<Plan> plans) {
    return plans.stream().map(plan -> ByteBuffer.wrap(plan.key())).collect(Collectors.toSet());
  }

  /** Judges a plan and carries it out. */
  private Outcome attempt(Session session, Plan plan, Changing changing) throws SQLException {
    byte[] key = plan.key();
    long part = place.part(key);
    long now = place.files().millis();
    Lying lies = lookUps.under(session, key, now, mayShow(plan));
    Judgement judged = Judge.judge(plan.rule(), facts(session, plan, lies, now));
    long nonce = EntryBytes.nonce();
    if (plan.lease() != null && judged.endsLease()) {
      rights.endLease(session, key);
    }
    if (judged.revokesTickets() && lies.ticketed()) {
      rights.revokeTickets(session, key);
    }
    if (judged.leavesWrite()) {
      pending.leave(session, plan, judged.act() == Act.DELETE, nonce, now + terms.delay());
    }
    long sequence = lies.sequence();
    if (judged.told() != null || (judged.change() == Change.STORE && sequence == 0)) {
      sequence = lookUps.step(session, part, lies);
    }
    if (judged.told() != null) {
      changing.add(place.spot(key));
    }
    Version version = new Version(sequence, nonce);
    carryOut(session, plan, lies, judged, version);
    return outcome(plan, judged, version, judged.found() ? lies.entry() : null);
  }

  /** Whether the outcome may say what lies there. */
  private static boolean mayShow(Plan plan) {
    return plan.wantsEntry() || plan.rule().condition() != Rule.Condition.NONE;
  }

  /** Only what can decide is asked for. */
  private Facts facts(Session session, Plan plan, Lying lies, long now) throws SQLException {
    Stored entry = lies.entry();
    State found = lies.state(now);
    boolean passed = entry != null && entry.version().equals(plan.unreadable());
    State state = (passed && found == State.PRESENT) ? State.UNREADABLE : found;
    boolean asksHolder = plan.right() != Right.NONE || plan.ticket() != 0;
    return new Facts(
        state,
        (state == State.PRESENT) ? lies.ends() : Lifetimes.NEVER,
        entry != null && entry.version().equals(plan.expected()),
        asksHolder ? rights.holder(session, plan.key(), plan.lease(), now) : Facts.Holder.NOBODY,
        lies.ticketed() && plan.ticket() != 0 && rights.stands(session, plan, lies.floor(), now),
        !plan.mayLeaveWrite() || pending.hasRoom(session, plan.key()),
        now);
  }

  private void carryOut(Session session, Plan plan, Lying lies, Judgement judged, Version version)
      throws SQLException {
    long expires = expires(judged);
    Stored entry = lies.entry();
    switch (judged.change()) {
      case NONE -> {}
      case STORE -> store(session, plan.key(), made(plan, lies, judged, version), lies, null);
      case MOVE -> {
        if (entry != null) {
          store(session, plan.key(), entry.movedTo(expires), lies, lies.beside());
        }
      }
      case REMOVE -> session.run(REMOVE, place.part(plan.key()), plan.key());
    }
  }

  /**
   * Stores an entry.
   *
   * @param kept where its payload lies already; null if that is new, and may get a file
   */
  private void store(Session session, byte[] key, Stored entry, Lying lies, @Nullable Beside kept)
      throws SQLException {
    Shard shard = place.shard(key);
    Room room = shard.room();
    long now = place.files().millis();
    Beside beside = (kept == null && Beside.isFor(entry)) ? Beside.of(entry) : kept;
    byte[] data = EntryBytes.of((beside == null) ? entry : beside.row(entry));
    long size = Room.size(key.length, data.length, beside);
    if (!room.fits(size)) {
      room.leaveOut(session, place.part(key), key, size);
      return;
    }
    if (beside != null && kept == null) {
      shard.values().write(beside, entry);
    }
    Ranks ranks = room.ranks();
    session.run(
        (lies.entry() != null && ranks.isKept(lies.rank(), now)) ? STORE : STORE_AND_RANK,
        place.part(key),
        key,
        terms.gone(entry),
        size,
        ranks.ofNew(now),
        data,
        (beside == null) ? null : Long.valueOf(beside.file()));
  }

  private Stored made(Plan plan, Lying lies, Judgement judged, Version version) {
    // What leaves the instant of what it replaces alone goes on with its life.
    boolean goesOn = judged.found() && plan.lifetimes().update() == Lifetimes.UNCHANGED;
    return new Stored(
        version,
        plan.created(goesOn ? lies.entry() : null, place.files().millis()),
        expires(judged),
        plan.loadMicros(),
        plan.content());
  }

  /** An instant as a tier says it: 0 for never. */
  private static long expires(Judgement judged) {
    return (judged.ends() == Lifetimes.NEVER) ? 0 : judged.ends();
  }

  private static Outcome outcome(
      Plan plan, Judgement judged, Version version, @Nullable Stored old) {
    boolean wanted = plan.wantsEntry() && judged.verdict() != Verdict.FENCED;
    return new Outcome(
        judged.verdict(),
        judged.act(),
        judged.found(),
        judged.change() == Change.STORE,
        version,
        expires(judged),
        (wanted || judged.verdict() == Verdict.OVERTAKEN) ? old : null);
  }

  // ---- the whole

  /** What is done in one shard. */
  private interface Doing {
    int in(Session session, Shard shard) throws SQLException;
  }

  /**
   * Does something in each file, in a step of its own; all of them are waited for as long as one.
   * Where some have got it, it is not certain any more that a failure leaves nothing done.
   */
  private void inAll(String what, Doing doing) {
    List<Shard> shards = place.files().shards();
    long deadline = shards.get(0).deadline();
    boolean begun = false;
    for (Shard shard : shards) {
      try {
        int unused =
            shard.write(
                what, session -> doing.in(session, shard), Changing.all(place, shard), deadline);
        begun = true;
      } catch (TierException e) {
        throw begun ? Failures.halfDone(e) : e;
      }
    }
  }

  /**
   * Steps all sequences.
   *
   * @param drops whether what lies below is gone from now on
   */
  void stepAll(boolean drops) {
    inAll("clear", (session, shard) -> stepAll(session, shard, drops));
  }

  private int stepAll(Session session, Shard shard, boolean drops) throws SQLException {
    List<Long> parts = place.parts(shard);
    for (long part : parts) {
      long sequence = lookUps.step(session, part);
      if (drops) {
        session.run("UPDATE part SET floor = ? WHERE part = ?", sequence, part);
      }
    }
    return parts.size();
  }

  /** Recalls tags in all partitions, and gives the sequences at which it was done. */
  long[] recall(long[] tags, Recall how) {
    long[] sequences = new long[place.partitions()];
    Raised recall = new Raised(tags, how, place.files().millis(), terms.grace());
    inAll("recall", (session, shard) -> recall(session, shard, recall, sequences));
    return sequences;
  }

  private int recall(Session session, Shard shard, Raised recall, long[] sequences)
      throws SQLException {
    List<Long> parts = place.parts(shard);
    for (long part : parts) {
      long sequence = lookUps.step(session, part);
      Recalls.raise(session, part, recall, sequence);
      sequences[(int) (part - place.first())] = sequence;
    }
    return parts.size();
  }

  /** The sequences of all partitions. */
  long[] sequences() {
    long[] sequences = new long[place.partitions()];
    for (Shard shard : place.files().shards()) {
      List<long[]> found =
          shard.read(
              "read the sequences",
              session ->
                  session.all(
                      "SELECT part, sequence FROM part WHERE part BETWEEN ? AND ?",
                      row -> new long[] {row.getLong(1), row.getLong(2)},
                      place.first(),
                      place.last()));
      for (long[] one : found) {
        int partition = (int) (one[0] - place.first());
        if (partition < sequences.length) {
          sequences[partition] = one[1];
        }
      }
    }
    return sequences;
  }
}
