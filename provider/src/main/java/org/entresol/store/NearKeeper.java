package org.entresol.store;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.entresol.tier.Announcement;
import org.entresol.tier.News;
import org.entresol.tier.TierException;
import org.entresol.tier.TierListener;
import org.entresol.time.Clock;

/** What keeps one node's view of a tier true: it hears of changes, and watches for lost ones. */
final class NearKeeper implements TierListener {

  private static final Logger LOG = System.getLogger(NearKeeper.class.getName());

  /** How long the news of the first subscription may take. */
  private static final long SETTLING = TimeUnit.SECONDS.toNanos(1);

  private final RemoteNews<?, ?> news;
  private final News tier;
  private final Coherence coherence;
  private final Outage<?, ?> outage;
  private final List<Runnable> dues;
  private final Duration maxStaleness;
  private final Clock clock;
  private final long opened;
  private volatile long lastCompared;

  /**
   * Creates the keeper of one cache.
   *
   * @param dues what is to be told to the tier at each tick
   * @param maxStaleness how long near entries are served without a comparison
   */
  NearKeeper(
      RemoteNews<?, ?> news,
      News tier,
      Coherence coherence,
      Outage<?, ?> outage,
      List<Runnable> dues,
      Duration maxStaleness,
      Clock clock) {
    this.news = news;
    this.tier = tier;
    this.coherence = coherence;
    this.outage = outage;
    this.dues = dues;
    this.maxStaleness = maxStaleness;
    this.clock = clock;
    this.opened = clock.nanos();
  }

  @Override
  public void announced(Announcement announcement) {
    news.announced(announcement);
  }

  @Override
  public void subscribed() {
    // The news of the first subscription may come when entries are near already.
    if (clock.nanos() - opened > SETTLING) {
      compareAnew();
    }
  }

  /** Takes the tier's sequences for what is known, and drops what has moved. */
  void compareAnew() {
    long[] before = coherence.heard();
    coherence.compareAnew(before, tier.sequences());
    lastCompared = clock.nanos();
  }

  @Override
  public void otherHistory() {
    coherence.dropAll();
  }

  @Override
  public void tick() {
    dues.forEach(Runnable::run);
  }

  @Override
  public void repair() {
    try {
      outage.flush();
      long[] before = coherence.heard();
      coherence.compare(before, tier.sequences());
      lastCompared = clock.nanos();
    } catch (TierException e) {
      LOG.log(Level.DEBUG, "The tier could not be compared with", e);
      if (clock.nanos() - lastCompared > maxStaleness.toNanos()) {
        coherence.dropAll();
      }
    }
  }
}
