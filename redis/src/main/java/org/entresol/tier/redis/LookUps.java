package org.entresol.tier.redis;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.entresol.fault.Causes;
import org.entresol.tier.Found;
import org.entresol.time.Clock;
import org.entresol.time.Reminder;

/**
 * The look-ups of one cache: one MGET, however many keys a command may name. Thread-safe.
 *
 * <p>An entry without a sequence is looked up anew when the sequence was made, from the master: a
 * replica may not have it yet.
 */
final class LookUps {

  private static final Logger LOG = System.getLogger(LookUps.class.getName());

  private final RedisConnection connection;
  private final KeySpace keys;
  private final CacheRecord record;
  private final Reminder warning = new Reminder(Duration.ofMinutes(1), Clock.system());

  LookUps(RedisConnection connection, KeySpace keys, CacheRecord record) {
    this.connection = connection;
    this.keys = keys;
    this.record = record;
  }

  Found one(byte[] key) {
    int p = keys.partitionOf(key);
    Object[] names = {keys.sequence(p), keys.floor(p), keys.entry(p, key)};
    record.requirePermit();
    List<Object> values = connection.await(connection.values(keys.sequence(p), names), "read");
    Found found =
        EntryFormat.found((byte[]) values.get(0), (byte[]) values.get(1), (byte[]) values.get(2));
    return lacksSequence(found)
        ? connection.await(begun(List.of(key), List.of(found), keys.sequence(p)), "read").get(0)
        : found;
  }

  /** Each sequence and floor is asked for once, however many keys of its partition are. */
  CompletableFuture<List<Found>> some(List<byte[]> part, String route) {
    return connection
        .values(route, names(part))
        .thenCompose(
            values -> {
              List<Found> found = found(part, values);
              return found.stream().anyMatch(LookUps::lacksSequence)
                  ? begun(part, found, route)
                  : CompletableFuture.completedFuture(found);
            });
  }

  private static boolean lacksSequence(Found found) {
    return found.entry() != null && found.sequence() == 0;
  }

  /**
   * What is found when missing sequences were made; what was found before where they can't be,
   * since a server that takes no more writes may still be read.
   */
  private CompletableFuture<List<Found>> begun(
      List<byte[]> part, List<Found> before, String route) {
    List<Object> lost = new ArrayList<>();
    for (int i = 0; i < part.size(); i++) {
      Object sequence = keys.sequence(keys.partitionOf(part.get(i)));
      if (lacksSequence(before.get(i)) && !lost.contains(sequence)) {
        lost.add(sequence);
      }
    }
    return connection
        .run(Script.BEGIN, route, lost)
        .thenCompose(begun -> connection.currentValues(route, names(part)))
        .thenApply(values -> found(part, values))
        .exceptionally(
            failure -> {
              boolean told = !RedisConnection.isAbsence(Causes.root(failure)) && warning.isDue();
              LOG.log(
                  told ? Level.WARNING : Level.DEBUG,
                  "%s: a sequence that Redis has lost cannot be made anew, so what is read is not kept near: %s"
                      .formatted(keys.record(), Causes.inWords(failure)));
              return before;
            });
  }

  private Object[] names(List<byte[]> part) {
    List<Object> names = new ArrayList<>();
    Map<Integer, Integer> places = new LinkedHashMap<>();
    for (byte[] key : part) {
      int p = keys.partitionOf(key);
      if (places.putIfAbsent(p, names.size()) == null) {
        names.add(keys.sequence(p));
        names.add(keys.floor(p));
      }
      names.add(keys.entry(p, key));
    }
    return names.toArray();
  }

  private List<Found> found(List<byte[]> part, List<Object> values) {
    List<Found> found = new ArrayList<>(part.size());
    Map<Integer, Integer> places = new LinkedHashMap<>();
    int next = 0;
    for (byte[] key : part) {
      int p = keys.partitionOf(key);
      if (!places.containsKey(p)) {
        places.put(p, next);
        next += 2;
      }
      int at = places.getOrDefault(p, 0);
      found.add(
          EntryFormat.found(
              (byte[]) values.get(at), (byte[]) values.get(at + 1), (byte[]) values.get(next++)));
    }
    return found;
  }
}
