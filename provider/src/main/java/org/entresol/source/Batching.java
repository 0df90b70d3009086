package org.entresol.source;

import static java.util.Objects.requireNonNull;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.entresol.WriteFence;
import org.entresol.WriteSettings;
import org.entresol.fault.Causes;
import org.entresol.fault.Traces;
import org.entresol.queue.Claim;
import org.entresol.queue.PendingWrite;
import org.entresol.queue.Result;
import org.entresol.queue.WriteQueue;
import org.entresol.source.Writer.Written;
import org.entresol.stats.Statistics;
import org.entresol.stats.WriteEvent;
import org.entresol.store.Batches;
import org.entresol.tier.QueueResult.Fate;
import org.entresol.time.Clock;
import org.entresol.time.Reminder;
import org.jspecify.annotations.Nullable;

/**
 * The handing of claimed writes to the writer in batches, and what becomes of each.
 *
 * <p>A writer that knows fences gets each shard's writes apart, any other those of all shards
 * together. Before each batch it is looked whether the claims still stand. The last try of a write
 * is made alone, so that nothing is given up for the sake of another. Used by one thread.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public final class Batching<K, V> {

  private static final Logger LOG = System.getLogger(Batching.class.getName());

  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  /** How many writes a message names. */
  static final int NAMED = 10;

  /** How often failures are told of. */
  static final Duration NOTE_EVERY = Duration.ofSeconds(10);

  private final String cache;
  private final WriteQueue<K, V> queue;
  private final Writer<K, V> writer;
  private final WriteSettings settings;
  private final Statistics statistics;
  private final boolean fenced;
  private volatile @Nullable Throwable lastFailure;
  private final AtomicLong burials = new AtomicLong();
  private volatile List<String> givenUp = List.of();
  private volatile boolean stopped;
  private final Reminder note = new Reminder(NOTE_EVERY, Clock.system());
  private final Traces traces = new Traces(Clock.system());

  /**
   * Creates the batching of one cache.
   *
   * @param cache the cache's name, by which fences call it
   */
  public Batching(
      String cache,
      WriteQueue<K, V> queue,
      Writer<K, V> writer,
      WriteSettings settings,
      Statistics statistics) {
    this.cache = cache;
    this.queue = queue;
    this.writer = writer;
    this.settings = settings;
    this.statistics = statistics;
    this.fenced = writer.isFenced() && queue.isDurable();
  }

  /** What went wrong at the last batch that failed; null if none has. */
  @Nullable Throwable lastFailure() {
    return lastFailure;
  }

  /** What the last writes are called that were tried for the last time, in vain. */
  List<String> givenUp() {
    return givenUp;
  }

  /** Begins no batch from now on. */
  void stop() {
    stopped = true;
  }

  /** How many writes were tried for the last time, in vain. */
  long burials() {
    return burials.get();
  }

  /**
   * Carries claimed writes out and settles the claims, whatever comes of it.
   *
   * @throws RuntimeException if it could not be noted what was written, so that it will be again
   */
  void carryOut(List<Claim<K, V>> claims) {
    Round round = new Round(claims);
    try {
      if (fenced) {
        claims.forEach(claim -> round.write(List.of(claim), fence(claim)));
      } else {
        round.write(claims, null);
      }
    } finally {
      round.settle();
    }
  }

  private WriteFence fence(Claim<K, V> claim) {
    return new WriteFence(cache + ":" + claim.shard(), claim.token());
  }

  /**
   * One claimed write.
   *
   * @param key the key, which can be read
   */
  private record Item<K, V>(Claim<K, V> claim, PendingWrite<K, V> write, K key) {}

  /** What becomes of the writes of some claims. */
  private final class Round {

    private final Map<Claim<K, V>, List<Result<K, V>>> results = new LinkedHashMap<>();
    private boolean gaveUp;

    Round(List<Claim<K, V>> claims) {
      claims.forEach(claim -> results.put(claim, new ArrayList<>()));
    }

    /** Has writes written: puts before deletions, which are never of the same key. */
    void write(List<Claim<K, V>> claims, @Nullable WriteFence fence) {
      List<Item<K, V>> puts = new ArrayList<>();
      List<Item<K, V>> deletions = new ArrayList<>();
      for (Claim<K, V> claim : claims) {
        for (PendingWrite<K, V> write : claim.writes()) {
          K key = write.key();
          if (key == null || write.damage() != null) {
            unreadable(claim, write);
          } else {
            (write.deletion() ? deletions : puts).add(new Item<>(claim, write, key));
          }
        }
      }
      inBatches(puts, batch -> writer.writeAll(valuesOf(batch), fence));
      inBatches(deletions, batch -> writer.deleteAll(batch.keySet(), fence));
    }

    private void inBatches(List<Item<K, V>> items, Function<Map<K, Item<K, V>>, Written> effect) {
      List<Item<K, V>> first = new ArrayList<>(items);
      first.removeIf(item -> isLastTry(item.write()));
      Batches.<Item<K, V>>of(first, settings.batch()).forEach(batch -> make(batch, effect));
      items.stream()
          .filter(item -> isLastTry(item.write()))
          .forEach(item -> makeAlone(item, effect));
    }

    /** Makes a last try; after one that failed the others wait, so that nobody waits for them. */
    private void makeAlone(Item<K, V> item, Function<Map<K, Item<K, V>>, Written> effect) {
      if (gaveUp) {
        add(item.claim(), new Result<>(item.write(), Fate.WAIT, pauseAfter(0), ""));
      } else {
        gaveUp = !make(List.of(item), effect);
      }
    }

    /** Makes one batch; false if something of it failed. */
    private boolean make(List<Item<K, V>> items, Function<Map<K, Item<K, V>>, Written> effect) {
      Map<K, Item<K, V>> batch = new LinkedHashMap<>();
      for (Item<K, V> item : items) {
        if (item.claim().stands() && !stopped) {
          batch.put(item.key(), item);
        }
      }
      if (batch.isEmpty()) {
        return true;
      }
      statistics.write(WriteEvent.BATCH, 1);
      statistics.write(
          WriteEvent.RETRIED,
          batch.values().stream().filter(item -> item.write().tries() > 0).count());
      Written written = effect.apply(batch);
      Throwable failure = written.failure();
      batch.forEach(
          (key, item) -> {
            if (failure != null && written.left().contains(key)) {
              failed(item.claim(), item.write(), failure);
            } else {
              statistics.write(WriteEvent.WRITTEN, 1);
              add(item.claim(), Result.done(item.write()));
            }
          });
      return failure == null;
    }

    private void failed(Claim<K, V> claim, PendingWrite<K, V> write, Throwable failure) {
      boolean last = isLastTry(write);
      statistics.write(WriteEvent.FAILED, 1);
      note(write, failure, last);
      add(
          claim,
          new Result<>(
              write,
              last ? Fate.BURY : Fate.RETRY,
              pauseAfter(write.tries()),
              Causes.inWords(failure)));
    }

    /** Leaves a write to a node that can read it, with all its tries. */
    private void unreadable(Claim<K, V> claim, PendingWrite<K, V> write) {
      statistics.write(WriteEvent.UNREADABLE, 1);
      noteUnreadable(write);
      add(claim, new Result<>(write, Fate.WAIT, pauseAfter(0), ""));
    }

    private void add(Claim<K, V> claim, Result<K, V> result) {
      requireNonNull(results.get(claim)).add(result);
    }

    /** Settles all claims, also when one cannot be settled: that one ends by itself. */
    void settle() {
      AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
      results.forEach(
          (claim, some) -> {
            try {
              if (!queue.settle(claim, some) && !some.isEmpty()) {
                // The source of a fenced writer has refused what came after newer writes.
                LOG.log(
                    fenced ? Level.DEBUG : Level.WARNING,
                    "Cache '%s': this node lost its right to shard %d while its writer was at work; what it wrote then may have come after newer writes"
                        .formatted(cache, claim.shard()));
              }
            } catch (RuntimeException e) {
              failure.set(e);
            }
          });
      RuntimeException last = failure.get();
      if (last != null) {
        throw last;
      }
    }
  }

  /** Keeps a failure in mind, and tells of failures once in a while. */
  private void note(PendingWrite<K, V> write, Throwable failure, boolean last) {
    lastFailure = failure;
    if (last) {
      burials.incrementAndGet();
      List<String> names = new ArrayList<>(givenUp);
      names.add(write.name());
      givenUp = List.copyOf(names.subList(Math.max(0, names.size() - NAMED), names.size()));
    }
    if (note.isDue()) {
      traces.tell(
          LOG,
          Level.WARNING,
          "Cache '%s': the write of %s, and perhaps others, failed for the %d. time; it %s"
              .formatted(
                  cache,
                  write.name(),
                  write.tries() + 1,
                  last ? "becomes a dead letter" : "is tried again"),
          failure);
    }
  }

  private void noteUnreadable(PendingWrite<K, V> write) {
    lastFailure = write.damage();
    if (note.isDue()) {
      traces.tell(
          LOG,
          Level.WARNING,
          "Cache '%s': the pending write of %s, and perhaps others, cannot be read by this node; it stays as it is for one that can"
              .formatted(cache, write.name()),
          requireNonNull(write.damage()));
    }
  }

  private Map<K, V> valuesOf(Map<K, Item<K, V>> batch) {
    Map<K, V> values = new LinkedHashMap<>();
    batch.forEach((key, item) -> values.put(key, requireNonNull(item.write().value())));
    return values;
  }

  private boolean isLastTry(PendingWrite<K, V> write) {
    return write.tries() + 1 >= settings.tries();
  }

  /** Doubles with each try, and is up to a half shorter at random. */
  private Duration pauseAfter(int tries) {
    double grown = Math.scalb((double) settings.backoff().toNanos(), tries);
    double longest = Math.min(grown, (double) LONGEST_PAUSE.toNanos());
    return Duration.ofNanos((long) (longest * ThreadLocalRandom.current().nextDouble(0.5, 1)));
  }
}
