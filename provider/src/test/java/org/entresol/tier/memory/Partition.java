package org.entresol.tier.memory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.entresol.tier.Act;
import org.entresol.tier.Facts;
import org.entresol.tier.Facts.Holder;
import org.entresol.tier.Facts.State;
import org.entresol.tier.Found;
import org.entresol.tier.Judge;
import org.entresol.tier.Judgement;
import org.entresol.tier.Judgement.Change;
import org.entresol.tier.Lease;
import org.entresol.tier.Leased;
import org.entresol.tier.Lifetimes;
import org.entresol.tier.Outcome;
import org.entresol.tier.Plan;
import org.entresol.tier.Recall;
import org.entresol.tier.RecallFloors;
import org.entresol.tier.Stored;
import org.entresol.tier.Verdict;
import org.entresol.tier.Version;
import org.jspecify.annotations.Nullable;

/** The part of a cache whose changes share a sequence. Guarded by its cache. */
final class Partition {

  private final MemoryAuthority authority;
  private final int number;
  private long sequence;
  private long floor;
  private RecallFloors recalls = new RecallFloors();
  private final Map<Key, Lying> entries = new LinkedHashMap<>();
  private final Map<Key, Held> leases = new HashMap<>();
  private final Map<Key, List<Left>> tickets = new HashMap<>();
  private final PendingWrites pending;

  Partition(MemoryAuthority authority, int number) {
    this(authority, number, new PendingWrites());
  }

  private Partition(MemoryAuthority authority, int number, PendingWrites pending) {
    this.authority = authority;
    this.number = number;
    this.pending = pending;
  }

  /**
   * An entry, and the instant at which its memory is freed.
   *
   * @param gone {@link Lifetimes#NEVER} if it is kept for ever
   */
  private record Lying(Stored stored, long gone) {}

  /** A lease and its end. */
  private record Held(long token, long ends) {}

  /** A load ticket, the sequence at which it was left, and its end. */
  private record Left(long ticket, long since, long ends) {}

  /** The same data, which go on by themselves. */
  Partition copy() {
    Partition copy = new Partition(authority, number, pending.copy());
    copy.sequence = sequence;
    copy.floor = floor;
    copy.recalls = recalls.copy();
    copy.entries.putAll(entries);
    copy.leases.putAll(leases);
    tickets.forEach((key, left) -> copy.tickets.put(key, new ArrayList<>(left)));
    return copy;
  }

  int number() {
    return number;
  }

  long sequence() {
    return sequence;
  }

  PendingWrites pending() {
    return pending;
  }

  // ---- look-ups

  /** Looks a key up; an entry that lies there without a sequence has one made for it. */
  Found read(Key key) {
    Stored lies = lying(key);
    if (lies != null && sequence == 0) {
      step();
    }
    return new Found(sequence, lies);
  }

  /** What lies under a key, its time passed or not; null for nothing. */
  private @Nullable Stored lying(Key key) {
    Lying lies = entries.get(key);
    if (lies == null || lies.stored().version().sequence() < floor) {
      return null;
    }
    if (lies.gone() <= authority.millis()) {
      entries.remove(key);
      return null;
    }
    return recalls.inForce(lies.stored());
  }

  List<byte[]> keys() {
    return entries.keySet().stream().map(Key::bytes).toList();
  }

  /** The keys that tickets are left beside. */
  List<byte[]> ticketed() {
    return tickets.keySet().stream().map(Key::bytes).toList();
  }

  // ---- changes

  /** Judges a plan and carries it out. */
  Made attempt(Plan plan, MemoryCache.Terms terms) {
    Key key = new Key(plan.key());
    Stored lies = lying(key);
    Judgement judged = Judge.judge(plan.rule(), facts(plan, key, lies, terms));
    Stored old = judged.found() ? lies : null;
    long nonce = authority.nonce();
    if (plan.lease() != null && judged.endsLease()) {
      leases.remove(key);
    }
    if (judged.revokesTickets()) {
      tickets.remove(key);
    }
    if (judged.leavesWrite()) {
      pending.leave(plan, judged.act() == Act.DELETE, nonce, authority.millis() + terms.delay());
    }
    if (judged.told() != null || (judged.change() == Change.STORE && sequence == 0)) {
      sequence = authority.step(sequence);
    }
    Stored entry = carryOut(plan, key, lies, judged, nonce);
    if (entry != null) {
      entries.put(key, new Lying(entry, terms.gone(entry)));
    }
    return new Made(outcome(plan, judged, nonce, old), judged.told(), old, entry);
  }

  private Facts facts(Plan plan, Key key, @Nullable Stored lies, MemoryCache.Terms terms) {
    long now = authority.millis();
    boolean passed = lies != null && lies.version().equals(plan.unreadable());
    State state =
        (passed && state(lies, now) == State.PRESENT) ? State.UNREADABLE : state(lies, now);
    return new Facts(
        state,
        (state == State.PRESENT) ? ends(lies) : Lifetimes.NEVER,
        lies != null && lies.version().equals(plan.expected()),
        holder(key, plan.lease()),
        stands(key, plan),
        pending.hasRoom(key, terms.room()),
        now);
  }

  private static State state(@Nullable Stored lies, long now) {
    if (lies == null) {
      return State.NONE;
    }
    if (lies.isAbsence()) {
      return State.ABSENCE;
    }
    return (lies.expires() != 0 && lies.expires() <= now) ? State.PAST : State.PRESENT;
  }

  private static long ends(@Nullable Stored lies) {
    return (lies == null || lies.expires() == 0) ? Lifetimes.NEVER : lies.expires();
  }

  /** The entry that a judgement leaves in place of what lies there; null if there is no new one. */
  private @Nullable Stored carryOut(
      Plan plan, Key key, @Nullable Stored lies, Judgement judged, long nonce) {
    long expires = expires(judged);
    return switch (judged.change()) {
      case NONE -> null;
      case STORE ->
          new Stored(
              new Version(sequence, nonce),
              plan.created(goesOn(plan, judged) ? lies : null, authority.millis()),
              expires,
              plan.loadMicros(),
              plan.content());
      case MOVE -> moved(lies, expires);
      case REMOVE -> {
        entries.remove(key);
        yield null;
      }
    };
  }

  /** What leaves the instant of what it replaces alone goes on with its life. */
  private static boolean goesOn(Plan plan, Judgement judged) {
    return judged.found() && plan.lifetimes().update() == Lifetimes.UNCHANGED;
  }

  private static @Nullable Stored moved(@Nullable Stored lies, long expires) {
    return (lies == null) ? null : lies.movedTo(expires);
  }

  /** Where a plan does not ask whether there was an entry, a tier need not look. */
  private Outcome outcome(Plan plan, Judgement judged, long nonce, @Nullable Stored old) {
    boolean wanted = plan.wantsEntry() && judged.verdict() != Verdict.FENCED;
    return new Outcome(
        judged.verdict(),
        judged.act(),
        judged.found() && !plan.isBlind(),
        judged.change() == Change.STORE,
        new Version(sequence, nonce),
        expires(judged),
        (wanted || judged.verdict() == Verdict.OVERTAKEN) ? old : null);
  }

  /** An instant as a tier says it: 0 for never. */
  private static long expires(Judgement judged) {
    return (judged.ends() == Lifetimes.NEVER) ? 0 : judged.ends();
  }

  /** Steps the sequence, though nothing has changed. */
  void step() {
    sequence = authority.step(sequence);
  }

  /** Drops everything; the memory is freed at once. */
  void clear() {
    step();
    floor = sequence;
    entries.clear();
  }

  /** Drops what has one of some tags, or lets it expire. */
  void recall(long[] tags, Recall how, long grace) {
    step();
    switch (how) {
      case DROP -> recalls.raise(tags, sequence);
      case EXPIRE -> recalls.expire(tags, sequence, authority.millis(), grace / 2);
    }
  }

  /** Loses its sequence, as when there is no memory left. */
  void loseSequence() {
    sequence = 0;
  }

  /** Loses an entry, as when there is no memory left. */
  void evict(Key key) {
    entries.remove(key);
  }

  // ---- leases and tickets

  private Holder holder(Key key, @Nullable Lease own) {
    Held held = leases.get(key);
    if (held == null || held.ends() <= authority.millis()) {
      return Holder.NOBODY;
    }
    return (own != null && own.token() == held.token()) ? Holder.SELF : Holder.ANOTHER;
  }

  Leased lease(Key key, Lease lease, long length) {
    if (holder(key, lease) == Holder.ANOTHER) {
      return new Leased(null, null);
    }
    leases.put(key, new Held(lease.token(), authority.millis() + length));
    Stored lies = lying(key);
    boolean present = state(lies, authority.millis()) == State.PRESENT;
    return new Leased(lease, new Found(sequence, present ? lies : null));
  }

  void extend(Key key, Lease lease, long length) {
    if (holder(key, lease) == Holder.SELF) {
      leases.put(key, new Held(lease.token(), authority.millis() + length));
    }
  }

  private boolean stands(Key key, Plan load) {
    return tickets.getOrDefault(key, List.of()).stream()
        .anyMatch(
            left ->
                left.ticket() == load.ticket()
                    && left.since() >= floor
                    && !recalls.areRecalled(load.tags(), left.since())
                    && left.ends() > authority.millis());
  }

  Found leaveTicket(Key key, long ticket, long length) {
    tickets
        .computeIfAbsent(key, k -> new ArrayList<>())
        .add(new Left(ticket, Math.max(sequence, floor), authority.millis() + length));
    return read(key);
  }

  void takeTicket(Key key, long ticket) {
    tickets.computeIfPresent(
        key,
        (k, left) -> {
          left.removeIf(one -> one.ticket() == ticket);
          return left.isEmpty() ? null : left;
        });
  }

  /** The leases and tickets that stand. */
  Stream<String> rights() {
    long now = authority.millis();
    Stream<String> held =
        leases.values().stream().filter(lease -> lease.ends() > now).map(Held::toString);
    Stream<String> left =
        tickets.values().stream()
            .flatMap(List::stream)
            .filter(ticket -> ticket.since() >= floor && ticket.ends() > now)
            .map(Left::toString);
    return Stream.concat(held, left);
  }
}
