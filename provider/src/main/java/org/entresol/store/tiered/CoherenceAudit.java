package org.entresol.store.tiered;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.entresol.tier.Announcement;
import org.entresol.tier.Audited;
import org.entresol.tier.ByteTier;
import org.entresol.tier.NearCopy;
import org.entresol.tier.Stored;
import org.entresol.time.Clock;
import org.entresol.time.Reminder;
import org.jspecify.annotations.Nullable;

/**
 * The watch over the promise that no copy stays older than it may, where caches are at work: of
 * some announced changes it waits for as long as any node may take to hear of them, then asks all
 * nodes for their copies of the key, and the tier for the truth. A copy that was true before the
 * change only, and is not what the tier has, is a violation. Thread-safe.
 */
final class CoherenceAudit {

  /**
   * How long a node may take: two comparisons of a second each, and what these may have to wait for
   * a tier that is slow.
   */
  static final Duration BOUND = Duration.ofSeconds(5);

  private static final Logger LOG = System.getLogger(CoherenceAudit.class.getName());

  /** How long nodes have for their answers. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final String cache;
  private final ByteTier tier;
  private final Clock clock;
  private final int rate;
  private final Queue<Sample> waiting = new ConcurrentLinkedQueue<>();
  private final Map<Long, Sample> asked = new ConcurrentHashMap<>();
  private final AtomicLong questions = new AtomicLong();
  private final AtomicInteger budget = new AtomicInteger();
  private final Counts counts = new Counts();
  private final Reminder warning;

  /** When the budget was last renewed; touched by the ticking thread only. */
  private long renewed;

  /** A change that is looked into, and what nodes have answered. */
  private static final class Sample {
    private final Announcement news;
    private final long at;
    private final Queue<NearCopy> copies = new ConcurrentLinkedQueue<>();

    Sample(Announcement news, long at) {
      this.news = news;
      this.at = at;
    }

    byte[] key() {
      return news.key();
    }

    long sequence() {
      return news.sequence();
    }

    long at() {
      return at;
    }

    Queue<NearCopy> copies() {
      return copies;
    }
  }

  /** What was found. */
  private static final class Counts {
    private final LongAdder changes = new LongAdder();
    private final LongAdder answers = new LongAdder();
    private final LongAdder violations = new LongAdder();
    private final AtomicLong greatest = new AtomicLong();
  }

  /**
   * Creates the audit of one cache.
   *
   * @param cache its name, for messages
   * @param rate how many changes are looked into in a second, at most
   */
  CoherenceAudit(String cache, ByteTier tier, Clock clock, int rate) {
    this.cache = cache;
    this.tier = tier;
    this.clock = clock;
    this.rate = rate;
    this.renewed = clock.nanos();
    this.warning = new Reminder(Duration.ofMinutes(1), clock);
    budget.set(rate);
  }

  /** Takes a change in, if it is among those that are looked into. */
  void heard(Announcement news) {
    if (budget.get() > 0 && budget.getAndDecrement() > 0) {
      waiting.add(new Sample(news, clock.nanos()));
    }
  }

  /** Takes in what a node has answered to a question. */
  void answered(long question, NearCopy copy) {
    Sample sample = asked.get(question);
    if (sample != null) {
      sample.copies().add(copy);
    }
  }

  /** Asks what is due to be asked, and judges what has had the time to be answered. */
  void tick() {
    long now = clock.nanos();
    if (now - renewed >= TimeUnit.SECONDS.toNanos(1)) {
      renewed = now;
      budget.set(rate);
    }
    Sample next = waiting.peek();
    while (next != null && now - next.at() >= BOUND.toNanos()) {
      waiting.remove();
      long question = questions.incrementAndGet();
      asked.put(question, next);
      tier.askNodes(question, next.key());
      next = waiting.peek();
    }
    asked.forEach(
        (question, sample) -> {
          if (now - sample.at() >= BOUND.plus(PATIENCE).toNanos()) {
            asked.remove(question);
            judge(sample, now);
          }
        });
  }

  private void judge(Sample sample, long now) {
    counts.changes.increment();
    counts.answers.add(sample.copies().size());
    for (NearCopy copy : sample.copies()) {
      if (copy.validAt() < sample.sequence()) {
        Stored truth = tier.read(sample.key()).entry();
        if (truth == null || !truth.version().equals(copy.version())) {
          violated(sample, copy, truth, now - sample.at());
        }
      }
    }
  }

  private void violated(Sample sample, NearCopy copy, @Nullable Stored truth, long nanos) {
    counts.violations.increment();
    counts.greatest.accumulateAndGet(nanos, Math::max);
    String key = new String(sample.key(), UTF_8);
    String there = (truth == null) ? "nothing" : Wording.text(truth.version());
    StaleCopyEvent.tell(cache, key, Wording.text(copy.version()), there, nanos);
    LOG.log(
        warning.isDue() ? Level.WARNING : Level.DEBUG,
        "Cache '%s': a node serves version %s of '%s', true up to sequence %d, %d ms after the change at sequence %d was announced; Redis has %s. %d such since the cache was opened"
            .formatted(
                cache,
                Wording.text(copy.version()),
                key,
                copy.validAt(),
                TimeUnit.NANOSECONDS.toMillis(nanos),
                sample.sequence(),
                there,
                counts.violations.sum()));
  }

  /** What was found. */
  Audited audited() {
    return new Audited(
        counts.changes.sum(), counts.answers.sum(), counts.violations.sum(), counts.greatest.get());
  }
}
