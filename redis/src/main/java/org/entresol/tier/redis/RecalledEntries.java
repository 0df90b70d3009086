package org.entresol.tier.redis;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.entresol.tier.Found;
import org.entresol.tier.RecallFloors;
import org.entresol.tier.Stored;
import org.jspecify.annotations.Nullable;

/**
 * What this node knows of recalled tags in Redis, so that an entry that has some is judged without
 * asking again: each look-up tells when something was recalled last, and what this node does not
 * know by then it reads once. Thread-safe.
 */
final class RecalledEntries {

  private static final byte BEGUN = '-';

  /** What the sequence of a drop is called; others are those at which entries have expired. */
  private static final byte DROPPED = 't';

  /** So many tags may be known in vain. */
  private static final long FEW = 1024;

  /** What stands for a sequence that is never reached. */
  private static final long NEVER = Long.MAX_VALUE;

  private final RedisConnection connection;
  private final KeySpace keys;
  private final ServerClock clock;
  private final AtomicReferenceArray<@Nullable Known> known;

  RecalledEntries(RedisConnection connection, KeySpace keys, ServerClock clock) {
    this.connection = connection;
    this.keys = keys;
    this.clock = clock;
    this.known = new AtomicReferenceArray<>(keys.partitions());
  }

  /**
   * What was known of a partition when something was recalled last, or tags were begun.
   *
   * @param epoch when that was
   * @param whole since when all that was recalled is known
   * @param there how many tags Redis knew then
   * @param until until when what was recalled is among the floors; those may have some of what came
   *     later, which another thread is about to take over
   */
  private record Known(long epoch, long whole, long there, RecallFloors floors, long until) {

    /** Whether one had better begin anew: what was lost, or has grown while Redis forgets. */
    boolean isOver() {
      return whole == NEVER || floors.size() > 2 * Math.max(there, FEW);
    }

    /** Whether some more is remembered beside all that is known, so that nothing else is gone. */
    boolean hasRoomFor(int more) {
      return floors.size() + more <= RecallFloors.MOST;
    }
  }

  /** The sequence that is said to be that of the last recall, or of the first tag; 0 for none. */
  static long epoch(byte @Nullable [] digits) {
    if (digits == null || digits.length == 0 || digits[0] != BEGUN) {
      return EntryFormat.decimal(digits);
    }
    return EntryFormat.decimal(Arrays.copyOfRange(digits, 1, digits.length));
  }

  /** Whether what was recalled has to be read before one can tell whether an entry was. */
  boolean isUnsure(int partition, Found found, long epoch) {
    Stored entry = found.entry();
    if (entry == null || entry.tags().length == 0 || isLater(entry, epoch)) {
      return false;
    }
    Known now = known.get(partition);
    return epoch == 0 || now == null || now.epoch() != epoch;
  }

  /** What is found when what was recalled is left out, as far as it is known. */
  Found inForce(int partition, Found found, long epoch) {
    Stored entry = found.entry();
    if (entry == null || entry.tags().length == 0 || isLater(entry, epoch)) {
      return found;
    }
    Known now = known.get(partition);
    Stored there = (now == null) ? null : now.floors().inForce(entry);
    // What a recall has let expire has expired, whatever this node takes for the time of Redis.
    Stored ended = (there == null || there == entry) ? there : there.endingBy(clock.millis());
    return (ended == entry) ? found : new Found(found.sequence(), ended);
  }

  /** Whether an entry is no older than the last recall. */
  private static boolean isLater(Stored entry, long epoch) {
    return epoch != 0 && epoch <= entry.version().sequence();
  }

  /** Forgets everything. */
  void forget() {
    for (int p = 0; p < keys.partitions(); p++) {
      known.set(p, null);
    }
  }

  /** Reads what was recalled in a partition. */
  CompletableFuture<Void> learn(int partition) {
    Known last = known.get(partition);
    return learn(partition, (last == null || last.isOver()) ? null : last);
  }

  /**
   * Reads what was recalled since what was known.
   *
   * @param before what was known, or null to begin anew
   */
  private CompletableFuture<Void> learn(int partition, @Nullable Known before) {
    long asked = (before == null) ? 0 : before.until();
    String sequence = keys.sequence(partition);
    return connection
        .run(Script.FLOORS, sequence, List.of(sequence), String.valueOf(asked))
        .thenCompose(
            answer -> {
              // What went back has another history; what Redis has forgotten makes room.
              boolean goesOn =
                  before == null
                      || (epoch((byte[]) answer.get(0)) >= before.epoch()
                          && before.hasRoomFor((answer.size() - 3) / 3));
              if (!goesOn) {
                return learn(partition, null);
              }
              known.set(partition, learnt(before, asked, answer));
              return CompletableFuture.completedFuture(null);
            });
  }

  /** What was known goes on, unless Redis has lost some of it meanwhile. */
  private static Known learnt(@Nullable Known before, long asked, List<Object> answer) {
    long epoch = epoch((byte[]) answer.get(0));
    byte[] whole = (byte[]) answer.get(1);
    if (whole.length == 0) {
      RecallFloors lost = new RecallFloors();
      lost.raiseAll((epoch == 0) ? NEVER : epoch);
      return new Known(epoch, NEVER, 0, lost, 0);
    }
    long since = EntryFormat.decimal(whole);
    RecallFloors floors = new RecallFloors();
    long until = asked;
    if (before != null && before.whole() == since) {
      floors = before.floors();
    } else {
      until = Math.max(since, asked);
      floors.raiseAll(until);
    }
    for (int i = 3; i + 2 < answer.size(); i += 3) {
      long at = EntryFormat.decimal((byte[]) answer.get(i + 1));
      add(floors, (byte[]) answer.get(i), at, (byte[]) answer.get(i + 2));
      until = Math.max(until, at);
    }
    return new Known(epoch, since, EntryFormat.decimal((byte[]) answer.get(2)), floors, until);
  }

  /** Takes over one tag: how it was recalled and its hash, at which sequence, and when. */
  private static void add(RecallFloors floors, byte[] name, long at, byte[] instant) {
    if (name.length != 1 + Long.BYTES) {
      return;
    }
    long[] tag = EntryFormat.tags(name, 1, 1);
    if (name[0] != DROPPED && instant.length > 0) {
      floors.expire(tag, at, EntryFormat.decimal(instant));
    } else {
      floors.raise(tag, at);
    }
  }
}
