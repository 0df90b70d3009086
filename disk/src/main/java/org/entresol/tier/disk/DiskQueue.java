package org.entresol.tier.disk;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.entresol.tier.Backlog;
import org.entresol.tier.ByteQueue;
import org.entresol.tier.DeadWrite;
import org.entresol.tier.Lease;
import org.entresol.tier.QueueClaim;
import org.entresol.tier.QueueResult;
import org.entresol.tier.QueueResult.Fate;
import org.entresol.tier.QueuedWrite;
import org.jspecify.annotations.Nullable;

/** The pending writes of one cache, and who carries them out. Thread-safe. */
final class DiskQueue implements ByteQueue {

  private static final String CLAIM =
      "INSERT INTO claim VALUES (?, ?, ?, ?) ON CONFLICT (part) DO UPDATE"
          + " SET owner = excluded.owner, token = excluded.token, ends = excluded.ends";
  private static final String STANDS =
      "SELECT count(*) FROM claim WHERE part = ? AND owner = ? AND token = ? AND ends > ?";

  private final CacheRecord record;
  private final CacheFiles place;
  private final PendingWrites writes;

  DiskQueue(CacheRecord record, PendingWrites writes) {
    this.record = record;
    this.place = record.place();
    this.writes = writes;
  }

  private long now() {
    return place.files().millis();
  }

  // ---- claims

  @Override
  public List<QueueClaim> claim(
      Collection<Integer> partitions, Lease owner, boolean early, int most, Duration length) {
    record.requirePermit();
    List<QueueClaim> claims = new ArrayList<>();
    int left = most;
    for (int partition : partitions) {
      if (left > 0 && hasSome(partition)) {
        QueueClaim claim = claim(partition, owner, early, left, length);
        if (claim != null) {
          claims.add(claim);
          left -= claim.writes().size();
        }
      }
    }
    return claims;
  }

  /** So that who finds nothing to do holds nobody up. */
  private boolean hasSome(int partition) {
    return place
        .shard(partition)
        .read("claim", session -> writes.size(session, place.part(partition), 1) > 0);
  }

  private @Nullable QueueClaim claim(
      int partition, Lease owner, boolean early, int most, Duration length) {
    List<QueueClaim> one =
        place
            .shard(partition)
            .write(
                "claim",
                session -> {
                  QueueClaim claim = claim(session, partition, owner, early, most, length);
                  return (claim == null) ? List.of() : List.of(claim);
                });
    return one.isEmpty() ? null : one.get(0);
  }

  private @Nullable QueueClaim claim(
      Session session, int partition, Lease owner, boolean early, int most, Duration length)
      throws SQLException {
    long part = place.part(partition);
    long now = now();
    int half = (writes.terms().room() + 1) / 2;
    boolean all = early || writes.size(session, part, half) >= half;
    List<QueuedWrite> due = writes.due(session, part, now, all, most);
    boolean anothers =
        session.number(
                "SELECT count(*) FROM claim WHERE part = ? AND owner <> ? AND ends > ?",
                part,
                owner.token(),
                now)
            > 0;
    if (anothers || due.isEmpty()) {
      return null;
    }
    long last = session.number("SELECT token FROM claim WHERE part = ?", part);
    long token = Math.max(last + 1, TimeUnit.MILLISECONDS.toMicros(now));
    session.run(CLAIM, part, owner.token(), token, now + length.toMillis());
    return new QueueClaim(partition, owner, token, due);
  }

  private boolean stands(Session session, QueueClaim claim) throws SQLException {
    return session.number(
            STANDS, place.part(claim.partition()), claim.owner().token(), claim.token(), now())
        > 0;
  }

  @Override
  public List<Boolean> extend(List<QueueClaim> claims, Duration length) {
    return claims.stream().map(claim -> extend(claim, length)).toList();
  }

  private boolean extend(QueueClaim claim, Duration length) {
    return place
        .shard(claim.partition())
        .write(
            "extend a claim",
            session -> {
              boolean stands = stands(session, claim);
              if (stands) {
                end(session, claim, now() + length.toMillis());
              }
              return stands;
            });
  }

  private void end(Session session, QueueClaim claim, long ends) throws SQLException {
    session.run("UPDATE claim SET ends = ? WHERE part = ?", ends, place.part(claim.partition()));
  }

  @Override
  public boolean settle(QueueClaim claim, List<QueueResult> results) {
    return place
        .shard(claim.partition())
        .write("settle pending writes", session -> settle(session, claim, results));
  }

  private boolean settle(Session session, QueueClaim claim, List<QueueResult> results)
      throws SQLException {
    long now = now();
    boolean stands = stands(session, claim);
    if (stands) {
      end(session, claim, 0);
    }
    // A newer write has come after the claim, whose token is its microseconds, or more than that.
    long since = Math.min(now, TimeUnit.MICROSECONDS.toMillis(claim.token()));
    for (QueueResult result : results) {
      if (result.fate() == Fate.DONE) {
        writes.done(session, result, stands, since + writes.terms().delay());
      } else if (stands) {
        writes.failed(session, result, now);
      }
    }
    return stands;
  }

  // ---- look-ups

  @Override
  public List<@Nullable QueuedWrite> unwritten(List<byte[]> keys) {
    return place.ask(
        keys,
        key -> key,
        (shard, some, deadline) ->
            shard.read(
                "read pending writes",
                session -> {
                  List<@Nullable QueuedWrite> found = new ArrayList<>(some.size());
                  for (byte[] key : some) {
                    found.add(writes.unwritten(session, key));
                  }
                  return found;
                }));
  }

  @Override
  public Backlog backlog() {
    return ofAll(session -> List.of(writes.backlog(session, now()))).stream()
        .reduce(Backlog.NONE, Backlog::and);
  }

  @Override
  public List<QueuedWrite> pending(int most) {
    return ofAll(session -> writes.some(session, most)).stream().limit(most).toList();
  }

  @Override
  public List<DeadWrite> dead(int most) {
    return ofAll(session -> writes.someDead(session, most)).stream().limit(most).toList();
  }

  private <T> List<T> ofAll(Session.Work<List<T>> reading) {
    List<T> all = new ArrayList<>();
    place.files().shards().forEach(shard -> all.addAll(shard.read("read pending writes", reading)));
    return all;
  }

  // ---- dead letters

  @Override
  public boolean replay(byte[] key) {
    record.requirePermit();
    return place
        .shard(key)
        .write("replay a dead letter", session -> writes.replay(session, key, now()));
  }

  @Override
  public @Nullable DeadWrite drop(byte[] key) {
    record.requirePermit();
    List<DeadWrite> dropped =
        place
            .shard(key)
            .write(
                "drop a dead letter",
                session -> {
                  DeadWrite letter = writes.drop(session, key);
                  return (letter == null) ? List.of() : List.of(letter);
                });
    return dropped.isEmpty() ? null : dropped.get(0);
  }
}
