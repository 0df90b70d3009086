package org.entresol.console;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.entresol.tier.Backlog;
import org.entresol.tier.TierException;
import org.entresol.tier.redis.RedisSurvey;
import org.entresol.tier.redis.SurveyedCache;
import org.entresol.time.Clock;
import org.entresol.time.Reminder;
import org.jspecify.annotations.Nullable;

/**
 * Looks at what lies in a Redis again and again, and keeps what it saw in the last hour. What takes
 * long, which is to go through the names of all keys, is done seldom, and takes a small part of the
 * time at most. Thread-safe.
 */
final class Watch implements AutoCloseable {

  private static final Duration KEPT = Duration.ofHours(1);
  private static final int MOST_SAMPLES = 3_600;
  private static final int WEIGHED = 50;

  /** How much longer than a count of all entries the time until the next one is at least. */
  private static final int REST = 20;

  private static final Logger LOG = System.getLogger(Watch.class.getName());

  private final RedisSurvey survey;
  private final @Nullable String namespace;
  private final WatchTimes times;
  private final Clock clock;
  private final Reminder warning;
  private final InstantSource wall = InstantSource.system();
  private final Deque<Sample> samples = new ArrayDeque<>();
  private final ScheduledExecutorService threads;
  private final AtomicReference<@Nullable Long> lookingSince = new AtomicReference<>();
  private volatile Listing listing = new Listing(List.of(), List.of());
  private Sequences before = new Sequences(0, Map.of());

  /**
   * Creates a watch that has seen nothing yet.
   *
   * @param namespace what lies in it alone is looked at; null for all
   */
  Watch(RedisSurvey survey, @Nullable String namespace, WatchTimes times, Clock clock) {
    this.survey = survey;
    this.namespace = namespace;
    this.times = times;
    this.clock = clock;
    this.warning = new Reminder(Duration.ofMinutes(1), Clock.system());
    this.threads =
        Executors.newScheduledThreadPool(
            2,
            task -> {
              Thread thread = new Thread(task, "entresol-console-watch");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * The caches that were found, and the ways to those of them that are sampled.
   *
   * @param caches in the order of their names
   */
  private record Listing(List<Listed> caches, List<SurveyedCache> sampled) {}

  /** Begins to look. */
  void start() {
    threads.execute(this::count);
    Future<?> unused =
        threads.scheduleWithFixedDelay(
            this::look, 0, times.every().toNanos(), TimeUnit.NANOSECONDS);
  }

  /** The caches that were found by the last count. */
  List<Listed> caches() {
    return listing.caches();
  }

  /** What was seen after an instant, in milliseconds of this machine's clock. */
  List<Sample> since(long millis) {
    synchronized (samples) {
      return samples.stream().filter(sample -> sample.at() > millis).toList();
    }
  }

  /** Counts what lies there, and sees to it that this is done again. */
  private void count() {
    Duration pause = times.counts();
    try {
      long began = clock.nanos();
      List<Listed> caches =
          Listed.of(survey, namespace, survey.census(namespace, WEIGHED, met -> {}));
      List<SurveyedCache> sampled = new ArrayList<>();
      for (Listed cache : caches) {
        if (cache.partitions().isPresent() && sampled.size() < Sample.MOST_CACHES) {
          sampled.addAll(survey.readable(cache.name()).stream().toList());
        }
      }
      listing = new Listing(caches, sampled);
      long rest = Math.max(pause.toNanos(), REST * (clock.nanos() - began));
      pause = Duration.ofNanos(rest);
    } catch (RuntimeException | Error e) {
      failed(e);
    }
    if (!threads.isShutdown()) {
      Future<?> unused = threads.schedule(this::count, pause.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  /** For how long a look has been waiting for Redis by now; zero while none is. */
  Duration waiting() {
    Long began = lookingSince.get();
    return began == null ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - began);
  }

  private void look() {
    lookingSince.set(System.nanoTime());
    try {
      Listing seen = listing;
      Sequences now = Sequences.of(seen.sampled(), clock);
      Moment moment = Moment.of(survey, now.changesSince(before));
      before = now;
      Map<String, Sample.Figures> figures = new LinkedHashMap<>();
      for (SurveyedCache cache : seen.sampled()) {
        Backlog backlog = answered(() -> cache.tier().queue().backlog()).orElse(null);
        figures.put(
            Sample.id(cache.name()),
            Sample.Figures.of(cache.name(), seen.caches(), moment.changes(), backlog));
      }
      keep(new Sample(wall.millis(), moment, figures, null));
    } catch (RuntimeException | Error e) {
      failed(e);
    } finally {
      lookingSince.set(null);
    }
  }

  /**
   * Keeps, for the page to tell, that nothing was seen and why. Also after an error it is looked
   * again, as one may be over by then; the log has it, since it is none of Redis's.
   */
  private void failed(Throwable failure) {
    String reason = Main.masked(Main.reason(failure));
    if (failure instanceof Error && warning.isDue()) {
      LOG.log(Level.ERROR, "What lies in Redis could not be looked at: " + reason, failure);
    }
    keep(new Sample(wall.millis(), new Moment(List.of(), Map.of(), List.of()), Map.of(), reason));
  }

  /** The answer; none where Redis refuses it. */
  private static <T> Optional<T> answered(Supplier<T> question) {
    try {
      return Optional.of(question.get());
    } catch (TierException e) {
      e.requireRefusal();
      return Optional.empty();
    }
  }

  private void keep(Sample sample) {
    synchronized (samples) {
      samples.addLast(sample);
      while (samples.size() > MOST_SAMPLES
          || samples.getFirst().at() < sample.at() - KEPT.toMillis()) {
        samples.removeFirst();
      }
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
