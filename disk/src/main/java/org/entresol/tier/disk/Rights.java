package org.entresol.tier.disk;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.entresol.tier.Facts.Holder;
import org.entresol.tier.Lease;
import org.entresol.tier.Plan;
import org.jspecify.annotations.Nullable;

/**
 * The leases, load tickets and load locks of one cache, each of which ends by itself. Thread-safe.
 */
final class Rights {

  private static final String LEASE =
      "INSERT INTO lease VALUES (?, ?, ?, ?) ON CONFLICT (part, key)"
          + " DO UPDATE SET token = excluded.token, ends = excluded.ends";
  private static final String EXTEND =
      "UPDATE lease SET ends = ? WHERE part = ? AND key = ? AND token = ? AND ends > ?";
  private static final String TICKET =
      "INSERT INTO ticket SELECT ?1, ?2, ?3, coalesce(max(sequence), 0), ?4"
          + " FROM part WHERE part = ?1 ON CONFLICT DO UPDATE SET ends = excluded.ends";
  private static final String LOCK =
      "INSERT INTO lock VALUES (?1, ?2, ?3, ?4) ON CONFLICT (part, key)"
          + " DO UPDATE SET owner = excluded.owner, ends = excluded.ends"
          + " WHERE lock.ends <= ?5 OR lock.owner = excluded.owner";
  private static final String EXTEND_LOCK =
      "UPDATE lock SET ends = ? WHERE part = ? AND key = ? AND owner = ?";
  private static final String UNLOCK = "DELETE FROM lock WHERE part = ? AND key = ? AND owner = ?";

  private final CacheFiles place;

  Rights(CacheFiles place) {
    this.place = place;
  }

  private long now() {
    return place.files().millis();
  }

  // ---- leases

  /** Who has the lease of a key. */
  Holder holder(Session session, byte[] key, @Nullable Lease own, long now) throws SQLException {
    Long token =
        session.first(
            "SELECT token FROM lease WHERE part = ? AND key = ? AND ends > ?",
            row -> row.getLong(1),
            place.part(key),
            key,
            now);
    if (token == null) {
      return Holder.NOBODY;
    }
    return (own != null && own.token() == token) ? Holder.SELF : Holder.ANOTHER;
  }

  /** Gives the lease of a key, if nobody else has it. */
  boolean lease(Session session, byte[] key, Lease lease, Duration length) throws SQLException {
    long now = now();
    boolean free = holder(session, key, lease, now) != Holder.ANOTHER;
    if (free) {
      session.run(LEASE, place.part(key), key, lease.token(), now + length.toMillis());
    }
    return free;
  }

  void endLease(Session session, byte[] key) throws SQLException {
    session.run("DELETE FROM lease WHERE part = ? AND key = ?", place.part(key), key);
  }

  void extend(Collection<byte[]> keys, Lease lease, Duration length) {
    each(
        keys,
        (session, key) -> {
          long now = now();
          session.run(EXTEND, now + length.toMillis(), place.part(key), key, lease.token(), now);
        });
  }

  // ---- tickets

  /** Leaves a load ticket beside those of other loads. */
  void leaveTicket(Session session, byte[] key, long ticket, Duration length) throws SQLException {
    session.run(TICKET, place.part(key), key, ticket, now() + length.toMillis());
  }

  /**
   * Whether the load ticket of a plan stands; one that was left before a clear, or before a recall
   * of a tag of what is to be stored, does not.
   */
  boolean stands(Session session, Plan load, long floor, long now) throws SQLException {
    long part = place.part(load.key());
    Long since =
        session.first(
            "SELECT since FROM ticket WHERE part = ? AND key = ? AND number = ? AND ends > ?",
            row -> row.getLong(1),
            part,
            load.key(),
            load.ticket(),
            now);
    return since != null
        && since >= floor
        && !RecalledTags.of(session, part, load.tags()).areRecalled(part, load.tags(), since);
  }

  void revokeTickets(Session session, byte[] key) throws SQLException {
    session.run("DELETE FROM ticket WHERE part = ? AND key = ?", place.part(key), key);
  }

  void takeTicket(Session session, byte[] key, long ticket) throws SQLException {
    session.run(
        "DELETE FROM ticket WHERE part = ? AND key = ? AND number = ?",
        place.part(key),
        key,
        ticket);
  }

  // ---- load locks

  /** Takes the load locks of keys that are free now. */
  List<Boolean> tryLocks(List<byte[]> keys, Lease owner, Duration length) {
    return place.change(
        keys,
        key -> key,
        (shard, some, deadline) ->
            shard.write(
                "lock",
                session -> {
                  List<Boolean> taken = new ArrayList<>(some.size());
                  for (byte[] key : some) {
                    taken.add(tryLock(session, key, owner, length));
                  }
                  return taken;
                },
                deadline));
  }

  private boolean tryLock(Session session, byte[] key, Lease owner, Duration length)
      throws SQLException {
    long now = now();
    return session.run(LOCK, place.part(key), key, owner.token(), now + length.toMillis(), now) > 0;
  }

  /** Whether a load lock is free, as far as one can see without taking it. */
  boolean isFree(byte[] key, Lease owner) {
    return place
        .shard(key)
        .read(
            "lock",
            session ->
                session.number(
                        "SELECT count(*) FROM lock"
                            + " WHERE part = ? AND key = ? AND owner <> ? AND ends > ?",
                        place.part(key),
                        key,
                        owner.token(),
                        now())
                    == 0);
  }

  void extendLocks(Collection<byte[]> keys, Lease owner, Duration length) {
    each(
        keys,
        (session, key) ->
            session.run(
                EXTEND_LOCK, now() + length.toMillis(), place.part(key), key, owner.token()));
  }

  void unlock(Collection<byte[]> keys, Lease owner) {
    each(keys, (session, key) -> session.run(UNLOCK, place.part(key), key, owner.token()));
  }

  /** What is done to one key. */
  private interface Doing {
    void to(Session session, byte[] key) throws SQLException;
  }

  private void each(Collection<byte[]> keys, Doing doing) {
    if (keys.isEmpty()) {
      return;
    }
    List<Boolean> unused =
        place.change(
            List.copyOf(keys),
            key -> key,
            (shard, some, deadline) ->
                shard.write(
                    "hold",
                    session -> {
                      List<Boolean> done = new ArrayList<>(some.size());
                      for (byte[] key : some) {
                        doing.to(session, key);
                        done.add(true);
                      }
                      return done;
                    },
                    deadline));
  }
}
