package org.entresol.tier.memory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.entresol.tier.Backlog;
import org.entresol.tier.DeadWrite;
import org.entresol.tier.Lease;
import org.entresol.tier.Plan;
import org.entresol.tier.QueueClaim;
import org.entresol.tier.QueueResult;
import org.entresol.tier.QueueResult.Fate;
import org.entresol.tier.QueuedWrite;
import org.jspecify.annotations.Nullable;

/** The pending writes and dead letters of one partition. Guarded by their cache. */
final class PendingWrites {

  private static final int MOST_TRIES = 255;

  private final Map<Key, Pending> pending = new LinkedHashMap<>();
  private final Map<Key, DeadWrite> dead = new LinkedHashMap<>();
  private @Nullable Claimed claimed;
  private long lastToken;

  /**
   * A pending write.
   *
   * @param due when it is to be carried out
   * @param pauses whether it has failed, so that it is not claimed before it is due in any case
   * @param late since when the source lacks it, once it has failed
   */
  private record Pending(QueuedWrite write, long due, boolean pauses, long late) {

    Pending with(QueuedWrite newer) {
      return new Pending(newer, due, pauses, late);
    }

    long since(long delay) {
      return pauses ? late : due - delay;
    }
  }

  private record Claimed(long owner, long token, long ends) {}

  PendingWrites copy() {
    PendingWrites copy = new PendingWrites();
    copy.pending.putAll(pending);
    copy.dead.putAll(dead);
    copy.claimed = claimed;
    copy.lastToken = lastToken;
    return copy;
  }

  // ---- what comes in

  boolean hasRoom(Key key, int most) {
    return pending.size() < most || pending.containsKey(key);
  }

  /** Leaves the write of a plan, in place of an earlier one of its key. */
  void leave(Plan plan, boolean deletes, long nonce, long due) {
    byte[] payload = deletes ? new byte[0] : plan.payload();
    QueuedWrite write = new QueuedWrite(plan.key(), nonce, deletes, 0, payload, 0);
    pending.merge(
        new Key(plan.key()),
        new Pending(write, due, false, 0),
        (earlier, newer) -> earlier.with(newer.write()));
  }

  // ---- claims

  /** Claims what is due, the longest due first; null where nothing is, or another has a claim. */
  @Nullable QueueClaim claim(int partition, Lease owner, boolean all, int most, Span span) {
    Claimed there = claimed(span.now());
    boolean anothers = there != null && there.owner() != owner.token();
    List<QueuedWrite> due =
        pending.values().stream()
            .filter(one -> one.due() <= span.now() || (all && !one.pauses()))
            .sorted(Comparator.comparingLong(Pending::due))
            .limit(most)
            .map(Pending::write)
            .toList();
    if (anothers || due.isEmpty()) {
      return null;
    }
    lastToken = Math.max(lastToken + 1, span.now() * MemoryAuthority.MICROS_PER_MILLI);
    claimed = new Claimed(owner.token(), lastToken, span.end());
    return new QueueClaim(partition, owner, lastToken, due);
  }

  /** The claim that stands; null when there is none. */
  private @Nullable Claimed claimed(long now) {
    return (claimed != null && claimed.ends() > now) ? claimed : null;
  }

  private boolean stands(QueueClaim claim, long now) {
    Claimed there = claimed(now);
    return there != null
        && there.owner() == claim.owner().token()
        && there.token() == claim.token();
  }

  boolean extend(QueueClaim claim, Span span) {
    boolean stands = stands(claim, span.now());
    if (stands) {
      claimed = new Claimed(claim.owner().token(), claim.token(), span.end());
    }
    return stands;
  }

  // ---- what became of them

  boolean settle(QueueClaim claim, List<QueueResult> results, MemoryCache.Terms terms, long now) {
    boolean stands = stands(claim, now);
    if (stands) {
      claimed = null;
    }
    // A newer write has come after the claim, whose token is its microseconds, or more than that.
    long since = Math.min(now, claim.token() / MemoryAuthority.MICROS_PER_MILLI);
    for (QueueResult result : results) {
      Key key = new Key(result.write().key());
      Pending lies = pending.get(key);
      boolean same = lies != null && lies.write().nonce() == result.write().nonce();
      if (result.fate() == Fate.DONE) {
        if (same || stands) {
          done(key, same ? null : lies, since + terms.delay());
        }
      } else if (stands && lies != null) {
        failed(key, lies, same, result, terms, now);
      }
    }
    return stands;
  }

  /** The source has a write of the key; a newer one waits for later ones as any other does. */
  private void done(Key key, @Nullable Pending newer, long due) {
    if (newer == null) {
      pending.remove(key);
    } else {
      pending.put(key, new Pending(newer.write(), due, false, 0));
    }
    dead.remove(key);
  }

  private void failed(
      Key key, Pending lies, boolean same, QueueResult result, MemoryCache.Terms terms, long now) {
    QueuedWrite write = (same && result.fate() != Fate.WAIT) ? tried(lies.write()) : lies.write();
    boolean buries = same && result.fate() == Fate.BURY;
    if (buries && (dead.size() < terms.room() || dead.containsKey(key))) {
      dead.remove(key);
      dead.put(key, new DeadWrite(write, now, result.error()));
      pending.remove(key);
    } else {
      long late = lies.since(terms.delay());
      pending.put(key, new Pending(write, now + result.pause().toMillis(), true, late));
    }
  }

  private static QueuedWrite tried(QueuedWrite write) {
    return of(write, Math.min(write.tries() + 1, MOST_TRIES));
  }

  private static QueuedWrite of(QueuedWrite write, int tries) {
    return new QueuedWrite(
        write.key(), write.nonce(), write.isDeletion(), tries, write.bytes(), write.offset());
  }

  // ---- look-ups

  @Nullable QueuedWrite unwritten(Key key) {
    Pending lies = pending.get(key);
    DeadWrite letter = dead.get(key);
    return (lies != null) ? lies.write() : (letter != null) ? letter.write() : null;
  }

  Backlog backlog(long delay, long now) {
    long oldest = pending.values().stream().mapToLong(one -> one.since(delay)).min().orElse(now);
    return new Backlog(pending.size(), Math.max(0, now - oldest), dead.size());
  }

  int size() {
    return pending.size();
  }

  Stream<QueuedWrite> all() {
    return List.copyOf(pending.values()).stream().map(Pending::write);
  }

  Stream<DeadWrite> dead() {
    return new ArrayList<>(dead.values()).stream();
  }

  // ---- dead letters

  boolean replay(Key key, int most, long now) {
    DeadWrite letter = dead.get(key);
    if (letter == null || !hasRoom(key, most)) {
      return false;
    }
    dead.remove(key);
    pending.putIfAbsent(key, new Pending(of(letter.write(), 0), now, true, now));
    return true;
  }

  @Nullable DeadWrite drop(Key key) {
    return dead.remove(key);
  }
}
