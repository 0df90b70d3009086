package org.entresol.store.tiered;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.entresol.store.near.Coherence;
import org.entresol.store.near.NodeView;
import org.entresol.store.near.RemoteChanges;
import org.entresol.store.near.Sighting;
import org.entresol.store.near.TieredEntry;
import org.entresol.tier.Act;
import org.entresol.tier.Announcement;
import org.entresol.tier.Kept;
import org.entresol.tier.NearCopy;
import org.entresol.tier.News;
import org.entresol.tier.NodeState;
import org.entresol.tier.Stored;
import org.entresol.tier.TierException;
import org.entresol.tier.TierListener;
import org.entresol.time.Clock;
import org.entresol.time.Reminder;
import org.jspecify.annotations.Nullable;

/**
 * What keeps one node's view of a tier true: it hears of changes, and watches for lost ones.
 * Thread-safe.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
final class NearKeeper<K, V> implements TierListener {

  private static final Logger LOG = System.getLogger(NearKeeper.class.getName());

  /** How long the news of the first subscription may take. */
  private static final long SETTLING = TimeUnit.SECONDS.toNanos(1);

  /** How long ago a comparison may have been for others to rely on it. */
  private static final long LATELY = TimeUnit.SECONDS.toNanos(3);

  private final News tier;
  private final TierCodec<K, V> codec;
  private final NodeView<K, V> view;
  private final Coherence coherence;
  private final Outage<?, ?> outage;
  private final Upkeep upkeep;
  private final @Nullable CoherenceAudit audit;
  private final Clock clock;
  private final long opened;
  private final Reminder warning;
  private volatile long lastCompared;

  /** The lost announcements that the log was told of; touched by the repairing thread only. */
  private long told;

  /**
   * What is done steadily for one cache.
   *
   * @param dues what is to be told to the tier at each tick
   * @param maxStaleness how long near entries are served without a comparison
   * @param standIns what goes with all near entries
   */
  record Upkeep(List<Runnable> dues, Duration maxStaleness, StandIns<?> standIns) {}

  /**
   * Creates the keeper of one cache.
   *
   * @param upkeep what is done steadily
   * @param audit looks into some of what is announced; null where nobody wants that
   */
  NearKeeper(
      News tier,
      TierCodec<K, V> codec,
      NodeView<K, V> view,
      Outage<?, ?> outage,
      Upkeep upkeep,
      @Nullable CoherenceAudit audit,
      Clock clock) {
    this.tier = tier;
    this.codec = codec;
    this.view = view;
    this.coherence = view.coherence();
    this.outage = outage;
    this.upkeep = upkeep;
    this.audit = audit;
    this.clock = clock;
    this.opened = clock.nanos();
    this.warning = new Reminder(Duration.ofMinutes(1), clock);
  }

  @Override
  public void announced(Announcement news) {
    if (news.recalled().length > 0) {
      upkeep.standIns().forgetAll();
      view.heardOfRecall(news);
    } else if (news.act() == null) {
      upkeep.standIns().forgetAll();
      view.heardOfAny(news);
    } else if (view.heardOwn(news) || isHeard(news)) {
      if (audit != null) {
        audit.heard(news);
      }
    } else {
      view.heardOfAny(news);
    }
  }

  /** Takes over a change of a key; not of one that this node cannot read. */
  private boolean isHeard(Announcement news) {
    K key = codec.keyOf(news.key());
    if (key == null) {
      return false;
    }
    view.heard(key, news);
    RemoteChanges<K, V> remote = view.remote();
    if (remote != null && !news.own() && news.act() != Act.DROP) {
      remote.add(
          key, news.sequence(), () -> value(news.old(), news), () -> value(news.entry(), news));
    }
    return true;
  }

  private @Nullable V value(@Nullable Stored stored, Announcement news) {
    if (stored == null || stored.isAbsence()) {
      return null;
    }
    Sighting seen = new Sighting(stored.version(), news.partition(), news.sequence(), 0, false);
    TieredEntry<V> entry = codec.entry(news.key(), stored, null, seen);
    return (entry == null) ? null : entry.value();
  }

  @Override
  public @Nullable NearCopy copyOf(byte[] bytes) {
    long now = clock.nanos();
    // Whoever could not compare may serve what it has for another while, by its own settings.
    K key = (now - lastCompared > LATELY) ? null : codec.keyOf(bytes);
    return (key == null) ? null : view.copyOf(key, now);
  }

  @Override
  public void answered(long question, byte[] key, NearCopy copy) {
    if (audit != null) {
      audit.answered(question, key, copy);
    }
  }

  @Override
  public NodeState state(int most) {
    Kept kept = view.kept();
    Set<K> loading = view.tickets().keys();
    return new NodeState(
        kept.entries(),
        kept.bytes(),
        view.hearing().behind().stream().mapToLong(Long::longValue).sum(),
        loading.size(),
        loading.stream().limit(most).map(codec::key).toList(),
        view.hottest(most).stream().map(codec::key).toList());
  }

  @Override
  public void subscribed() {
    // The news of the first subscription may come when entries are near already.
    if (clock.nanos() - opened > SETTLING) {
      compareAnew();
    }
  }

  /** Begins with the tier's sequences, if it is there; if not, with the first that it tells. */
  void begin() {
    try {
      compareAnew();
    } catch (TierException e) {
      if (!e.isAway()) {
        throw e;
      }
      LOG.log(Level.DEBUG, "The tier is away, so nothing is known of it yet", e);
    }
  }

  /** Takes the tier's sequences for what is known, and drops what has moved. */
  private void compareAnew() {
    long[] before = coherence.heard();
    coherence.compareAnew(before, tier.sequences());
    lastCompared = clock.nanos();
  }

  @Override
  public void otherHistory() {
    upkeep.standIns().forgetAll();
    coherence.dropAll();
  }

  @Override
  public void tick() {
    upkeep.dues().forEach(Runnable::run);
    if (audit != null) {
      audit.tick();
    }
  }

  @Override
  public void repair() {
    try {
      outage.flush();
      long[] before = coherence.heard();
      coherence.compare(before, tier.sequences());
      lastCompared = clock.nanos();
      codec.renew();
    } catch (TierException e) {
      LOG.log(Level.DEBUG, "The tier could not be compared with", e);
      if (clock.nanos() - lastCompared > upkeep.maxStaleness().toNanos()) {
        coherence.dropAll();
      }
    }
    tellOfGaps();
    if (audit != null) {
      audit.judge();
    }
  }

  private void tellOfGaps() {
    long gaps = view.gaps();
    if (gaps > told && warning.isDue()) {
      LOG.log(
          Level.WARNING,
          "Cache '%s': announcements were lost, so the near entries of their partitions were dropped; %d times since it opened, %d of them since the last warning"
              .formatted(codec.cache(), gaps, gaps - told));
      told = gaps;
    }
  }
}
