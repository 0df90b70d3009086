package org.entresol.engine.load;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Locale;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.integration.CacheLoader;
import org.entresol.HeapBound;
import org.entresol.LoadGuard;
import org.entresol.LoadSettings;
import org.entresol.codec.wire.KryoCopiers;
import org.entresol.engine.BulkWrites;
import org.entresol.engine.CacheContext;
import org.entresol.engine.Reads;
import org.entresol.engine.Rules;
import org.entresol.engine.Telling;
import org.entresol.engine.Terms;
import org.entresol.engine.Values;
import org.entresol.engine.Writes;
import org.entresol.event.EventDispatcher;
import org.entresol.expiry.Expiry;
import org.entresol.jcache.FunctionLoader;
import org.entresol.recording.Spans;
import org.entresol.source.Loader;
import org.entresol.stats.LoadEvent;
import org.entresol.stats.Statistics;
import org.entresol.store.Entry;
import org.entresol.store.Lasting;
import org.entresol.store.Reach;
import org.entresol.store.Reclaim;
import org.entresol.store.heap.HeapStore;
import org.entresol.tier.Lifetimes;
import org.entresol.time.Clock;

/**
 * An hour of one hot key on one node, in simulated time and one thread: 10,000 reads a second, a
 * time to live of a minute, loads of 300 milliseconds.
 *
 * <p>The reads are made through the engine of a heap cache. Its background loads begin when the
 * cache asks for them and store 300 milliseconds later. Two things are reckoned instead: reads that
 * come while a caller loads, since one thread cannot wait for itself (with a guard they wait for
 * that load, without one each loads as well), and reads that come so long before an entry's end
 * that they cannot but hit.
 */
final class Stampede {
  private static final long LIFE = Duration.ofMinutes(1).toNanos();
  private static final long LOAD = Duration.ofMillis(300).toNanos();
  private static final long GAP = Duration.ofSeconds(1).toNanos() / 10_000;
  private static final long RUN = Duration.ofHours(1).toNanos();
  private static final long READS = RUN / GAP;

  private static final String KEY = "hot";

  private final Strategy strategy;
  private final AtomicLong now = new AtomicLong();
  private final Clock clock = now::get;
  private final Statistics statistics = new Statistics("c", new Spans());
  private final Queue<Begun> background = new ArrayDeque<>();
  private final HeapStore<String, String> store;
  private final Reads<String, String> reads;
  private long loads;
  private long waits;
  private long longest;

  /** How the key is loaded. */
  enum Strategy {
    NONE("none (`guard: none`)"),
    LOCK("lock (the default)"),
    XFETCH("XFetch (`refresh-ahead: 1.0`)"),
    SWR("`stale-while-revalidate: 30s`");

    private final String label;

    Strategy(String label) {
      this.label = label;
    }

    LoadSettings settings() {
      return switch (this) {
        case NONE -> LoadSettings.DEFAULT.guard(LoadGuard.NONE);
        case LOCK -> LoadSettings.DEFAULT;
        case XFETCH -> LoadSettings.DEFAULT.refreshAhead(1);
        case SWR -> LoadSettings.DEFAULT.staleWhileRevalidate(Duration.ofSeconds(30));
      };
    }
  }

  /** A load in the background, and when it began. */
  private record Begun(long at, Runnable task) {}

  /**
   * What came of the hour.
   *
   * @param loads how often the source was asked
   * @param waits how many reads waited for a load
   * @param longest the longest wait, in nanoseconds
   * @param stale how many reads got a value past its time
   */
  record Figures(Strategy strategy, long loads, long waits, long longest, long stale) {

    /** The loads for each time to live that the hour has. */
    double perLife() {
      return (double) loads * LIFE / RUN;
    }

    /** The row of the manual's table. */
    String row() {
      return String.format(
          Locale.ROOT,
          "| %s | %,d | %,.2f | %s | %d ms | %s |",
          strategy.label,
          loads,
          perLife(),
          share(waits),
          longest / 1_000_000,
          share(stale));
    }

    private static String share(long part) {
      return (part == 0) ? "none" : String.format(Locale.ROOT, "%.2f %%", 100d * part / READS);
    }
  }

  private Stampede(Strategy strategy) {
    this.strategy = strategy;
    LoadSettings settings = strategy.settings();
    long grace = settings.grace().toNanos();
    Expiry expiry = Expiry.of(new CreatedExpiryPolicy(javax.cache.expiry.Duration.ONE_MINUTE));
    Lasting lasting = new Lasting(false, grace);
    Terms<String, String> terms =
        new Terms<>(
            clock,
            expiry,
            lasting,
            new Telling<>(
                new EventDispatcher<>(
                    Runnable::run, UnaryOperator.identity(), UnaryOperator.identity()),
                statistics),
            new Rules(expiry, lasting, false));
    Values<String, String> values =
        new Values<>(
            KryoCopiers.byReference(), KryoCopiers.byReference(), false, Lifetimes.ETERNAL, null);
    store =
        HeapStore.of(
            HeapBound.entries(10),
            new Reclaim<>(0, lasting),
            clock,
            terms.telling(),
            null,
            false,
            UnaryOperator.identity());
    CacheContext<String, String> context = new CacheContext<>("c", store, values, terms);
    Writes<String, String> writes = new Writes<>(context, null, Reach.NODE);
    reads = new Reads<>(context, writes, loading(settings, context, writes));
    statistics.enable(true);
  }

  private Loading<String, String> loading(
      LoadSettings settings, CacheContext<String, String> context, Writes<String, String> writes) {
    CacheLoader<String, String> source =
        new FunctionLoader<>(
            key -> {
              loads++;
              now.addAndGet(LOAD);
              return "value " + loads;
            });
    return new Loading<>(
        context,
        new BulkWrites<>(context, writes, null),
        new SourceReader<>(
            new Loader<>(source, String.class), null, context.values(), context.terms(), null),
        settings,
        1,
        task -> background.add(new Begun(now.get(), task)),
        new Random(20150801)::nextDouble);
  }

  /** The figures of an hour that begins with a loaded entry. */
  static Figures of(Strategy strategy) {
    Stampede run = new Stampede(strategy);
    run.reads.get(KEY);
    run.loads = 0;
    run.pass();
    return new Figures(
        strategy, run.loads, run.waits, run.longest, run.statistics.loads(LoadEvent.STALE));
  }

  private void pass() {
    long start = now.get();
    for (long read = 0; read < READS; read++) {
      read = Math.max(read, lively(start));
      land(start + read * GAP);
      if (read < READS) {
        read += readAt(start + read * GAP);
      }
    }
  }

  /**
   * The number of the first read of which it is not sure that it just hits. No refresh begins
   * earlier than 40 load times before the end: the rarest random number is no further off.
   */
  private long lively(long start) {
    Entry<String> entry = store.read(KEY);
    long early = (strategy == Strategy.XFETCH) ? 40 * LOAD : 0;
    return (entry == null) ? 0 : (entry.expires() - early - start) / GAP;
  }

  /** Carries out the background loads that have ended by an instant, in their own time. */
  private void land(long instant) {
    while (!background.isEmpty() && background.element().at() + LOAD <= instant) {
      Begun begun = background.remove();
      now.set(begun.at());
      begun.task().run();
    }
    now.set(instant);
  }

  /** Makes one read; gives the number of those that came while it loaded, if it had to. */
  private long readAt(long instant) {
    reads.get(KEY);
    long took = now.get() - instant;
    if (took == 0) {
      return 0;
    }
    long others = (took - 1) / GAP;
    waits += 1 + others;
    longest = Math.max(longest, took);
    loads += (strategy == Strategy.NONE) ? others : 0;
    return others;
  }
}
