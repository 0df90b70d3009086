package org.entresol.store.tiered;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.entresol.recording.Recordings;
import org.entresol.store.Batches;
import org.entresol.tier.Announcement;
import org.entresol.tier.Audited;
import org.entresol.tier.ByteTier;
import org.entresol.tier.Found;
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
 *
 * <p>Anybody who reaches the tier can answer: an answer is taken in if it names a question that is
 * open and its key, and only so many of each.
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

  /** The answers to one question that are looked at, whatever else comes. */
  private static final int MOST_COPIES = 256;

  /** The samples whose truth one call of the tier reads. */
  private static final int BATCH = 100;

  /** The questions that are open, in seconds of the rate: a tier that hangs has them wait. */
  private static final int MOST_SECONDS = 10;

  private final String cache;
  private final ByteTier tier;
  private final Clock clock;
  private final int rate;
  private final Queue<Sample> waiting = new ConcurrentLinkedQueue<>();
  private final Map<Long, Question> asked = new ConcurrentHashMap<>();
  private final AtomicInteger budget = new AtomicInteger();
  private final Counts counts = new Counts();
  private final Reminder warning;

  /** The number of the next question, which nobody outside can guess; of the ticking thread. */
  private long next = ThreadLocalRandom.current().nextLong();

  /** When the budget was last renewed; touched by the ticking thread only. */
  private long renewed;

  /** A change that is looked into, heard at an instant of this node's. */
  @SuppressWarnings("ArrayRecordComponent") // samples are compared by nobody
  private record Sample(byte[] key, long sequence, long at) {}

  /** What is asked of nodes, and what they have answered. Thread-safe. */
  private static final class Question {
    private final Sample sample;
    private final Queue<NearCopy> copies = new LinkedBlockingQueue<>(MOST_COPIES);

    Question(Sample sample) {
      this.sample = sample;
    }

    void answered(byte[] key, NearCopy copy) {
      if (Arrays.equals(key, sample.key())) {
        // What finds no room is left out: no fleet has so many nodes.
        boolean unused = copies.offer(copy);
      }
    }

    /** Whether an answer is one that only the truth can tell to be right. */
    boolean isDoubtful() {
      return copies.stream().anyMatch(this::isOld);
    }

    boolean isOld(NearCopy copy) {
      return copy.validAt() < sample.sequence();
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
      waiting.add(new Sample(news.key(), news.sequence(), clock.nanos()));
    }
  }

  /** Takes in what a node has answered to a question about a key. */
  void answered(long number, byte[] key, NearCopy copy) {
    Question question = asked.get(number);
    if (question != null) {
      question.answered(key, copy);
    }
  }

  /** Asks what is due to be asked, and waits for nobody. */
  void tick() {
    long now = clock.nanos();
    if (now - renewed >= TimeUnit.SECONDS.toNanos(1)) {
      renewed = now;
      budget.set(rate);
    }
    Sample first = waiting.peek();
    while (first != null && now - first.at() >= BOUND.toNanos()) {
      waiting.remove();
      if (asked.size() < MOST_SECONDS * rate) {
        long number = next++;
        asked.put(number, new Question(first));
        tier.askNodes(number, first.key());
      }
      first = waiting.peek();
    }
  }

  /** Judges what has had the time to be answered; asks the tier where an answer is in doubt. */
  void judge() {
    long now = clock.nanos();
    List<Question> doubtful = new ArrayList<>();
    asked.forEach(
        (number, question) -> {
          if (now - question.sample.at() >= BOUND.plus(PATIENCE).toNanos()) {
            asked.remove(number);
            counts.changes.increment();
            counts.answers.add(question.copies.size());
            if (question.isDoubtful()) {
              doubtful.add(question);
            }
          }
        });
    for (List<Question> part : Batches.of(doubtful, BATCH)) {
      List<Found> truths = tier.readAll(part.stream().map(it -> it.sample.key()).toList());
      for (int i = 0; i < part.size(); i++) {
        judge(part.get(i), truths.get(i).entry(), now);
      }
    }
  }

  private void judge(Question question, @Nullable Stored truth, long now) {
    for (NearCopy copy : question.copies) {
      if (question.isOld(copy) && (truth == null || !truth.version().equals(copy.version()))) {
        violated(question.sample, copy, truth, now - question.sample.at());
      }
    }
  }

  private void violated(Sample sample, NearCopy copy, @Nullable Stored truth, long nanos) {
    counts.violations.increment();
    counts.greatest.accumulateAndGet(nanos, Math::max);
    String key = KeyName.of(sample.key());
    String there = (truth == null) ? "nothing" : Wording.text(truth.version());
    Recordings.staleCopy(cache, key, Wording.text(copy.version()), there, nanos);
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
