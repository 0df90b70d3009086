package org.entresol.tier.redis;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
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
  private final RecalledEntries recalled;
  private final Reminder warning = new Reminder(Duration.ofMinutes(1), Clock.system());

  LookUps(RedisConnection connection, KeySpace keys, CacheRecord record, ServerClock clock) {
    this.connection = connection;
    this.keys = keys;
    this.record = record;
    this.recalled = new RecalledEntries(connection, keys, clock);
  }

  Found one(byte[] key) {
    int p = keys.partitionOf(key);
    record.requirePermit();
    Object[] names = {keys.sequence(p), keys.floor(p), keys.epoch(p), keys.entry(p, key)};
    List<Object> values = connection.await(connection.values(keys.sequence(p), names), "read");
    Found found = found(values, 0, 3);
    long epoch = epoch(values, 0);
    if (recalled.isUnsure(p, found, epoch)) {
      connection.await(recalled.learn(p), "read");
    }
    Found inForce = recalled.inForce(p, found, epoch);
    return lacksSequence(inForce)
        ? connection
            .await(begun(new Batch(keys, List.of(key)), List.of(inForce), keys.sequence(p)), "read")
            .get(0)
        : inForce;
  }

  /** Each sequence and floor is asked for once, however many keys of its partition are. */
  CompletableFuture<List<Found>> some(List<byte[]> part, String route) {
    Batch batch = new Batch(keys, part);
    return connection
        .values(route, batch.names())
        .thenCompose(values -> inForce(batch, values))
        .thenCompose(
            found ->
                found.stream().anyMatch(LookUps::lacksSequence)
                    ? begun(batch, found, route)
                    : CompletableFuture.completedFuture(found));
  }

  /** Forgets what was recalled in a history that is no more. */
  void forgetHistory() {
    recalled.forget();
  }

  private static boolean lacksSequence(Found found) {
    return found.entry() != null && found.sequence() == 0;
  }

  /**
   * What is found when missing sequences were made; what was found before where they can't be,
   * since a server that takes no more writes may still be read.
   */
  private CompletableFuture<List<Found>> begun(Batch batch, List<Found> before, String route) {
    List<Object> lost = new ArrayList<>();
    for (int i = 0; i < before.size(); i++) {
      Object sequence = keys.sequence(batch.partition(i));
      if (lacksSequence(before.get(i)) && !lost.contains(sequence)) {
        lost.add(sequence);
      }
    }
    return connection
        .run(Script.BEGIN, route, lost)
        .thenCompose(begun -> connection.currentValues(route, batch.names()))
        .thenCompose(values -> inForce(batch, values))
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

  /** What is in force of what was found; what was recalled is read before, where that decides. */
  private CompletableFuture<List<Found>> inForce(Batch batch, List<Object> values) {
    List<Found> found = new ArrayList<>(batch.size());
    Set<Integer> unsure = new LinkedHashSet<>();
    for (int i = 0; i < batch.size(); i++) {
      Found one = found(values, batch.head(i), batch.entry(i));
      found.add(one);
      if (recalled.isUnsure(batch.partition(i), one, epoch(values, batch.head(i)))) {
        unsure.add(batch.partition(i));
      }
    }
    Supplier<List<Found>> judged =
        () -> {
          for (int i = 0; i < batch.size(); i++) {
            long epoch = epoch(values, batch.head(i));
            found.set(i, recalled.inForce(batch.partition(i), found.get(i), epoch));
          }
          return found;
        };
    return unsure.isEmpty()
        ? CompletableFuture.completedFuture(judged.get())
        : CompletableFuture.allOf(
                unsure.stream().map(recalled::learn).toArray(CompletableFuture[]::new))
            .thenApply(learnt -> judged.get());
  }

  private static Found found(List<Object> values, int head, int entry) {
    return EntryFormat.found(
        (byte[]) values.get(head), (byte[]) values.get(head + 1), (byte[]) values.get(entry));
  }

  private static long epoch(List<Object> values, int head) {
    return RecalledEntries.epoch((byte[]) values.get(head + 2));
  }
}
