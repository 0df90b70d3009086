package org.entresol.store;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.entresol.guard.Tickets;
import org.entresol.tier.Act;
import org.entresol.tier.Announcement;
import org.entresol.tier.ByteTier;
import org.entresol.tier.Stored;
import org.entresol.tier.TierException;
import org.entresol.tier.TierListener;
import org.entresol.time.Clock;
import org.jspecify.annotations.Nullable;

/** What keeps one node's view of a tier true: it hears of changes, and watches for lost ones. */
final class NearKeeper<K, V> implements TierListener {

  private static final Logger LOG = System.getLogger(NearKeeper.class.getName());

  /** How long the news of the first subscription may take. */
  private static final long SETTLING = TimeUnit.SECONDS.toNanos(1);

  private final ByteTier tier;
  private final TierCodec<K, V> codec;
  private final Coherence coherence;
  private final @Nullable NearCache<K, V> near;
  private final Tickets<K> tickets;
  private final Touches<K> touches;
  private final Prolonger<TieredHolds<K, V>> holds;
  private final TieredLoadLocks<K> loadLocks;
  private final Outage<K, V> outage;
  private final TieredTerms terms;
  private final Clock clock;
  private final @Nullable RemoteChanges<K, V> remote;
  private volatile long lastCompared;
  private final long opened;

  NearKeeper(
      ByteTier tier,
      TierCodec<K, V> codec,
      Coherence coherence,
      @Nullable NearCache<K, V> near,
      Tickets<K> tickets,
      Touches<K> touches,
      Prolonger<TieredHolds<K, V>> holds,
      TieredLoadLocks<K> loadLocks,
      Outage<K, V> outage,
      TieredTerms terms,
      Clock clock,
      @Nullable RemoteChanges<K, V> remote) {
    this.tier = tier;
    this.codec = codec;
    this.coherence = coherence;
    this.near = near;
    this.tickets = tickets;
    this.touches = touches;
    this.holds = holds;
    this.loadLocks = loadLocks;
    this.outage = outage;
    this.terms = terms;
    this.clock = clock;
    this.opened = clock.nanos();
    this.remote = remote;
  }

  @Override
  public void announced(Announcement news) {
    coherence.hear(news.partition(), news.sequence());
    if (news.act() == null) {
      coherence.drop(news.partition());
      if (!news.own()) {
        tickets.revokeAll();
      }
      return;
    }
    coherence.raise(news.partition(), Arrays.hashCode(news.key()), news.sequence());
    K key = codec.keyOf(news.key());
    if (key == null) {
      coherence.drop(news.partition());
      return;
    }
    if (near != null) {
      near.dropOlder(key, news.sequence());
    }
    if (!news.own()) {
      tickets.revoke(key);
      if (news.act() != Act.DROP) {
        pass(key, news);
      }
    }
  }

  private void pass(K key, Announcement news) {
    if (remote != null && !remote.isSilent()) {
      remote.add(key, news.sequence(), value(news.old(), news), value(news.entry(), news));
    }
  }

  private @Nullable V value(@Nullable Stored stored, Announcement news) {
    TieredEntry<V> entry =
        (stored == null || stored.isAbsence())
            ? null
            : codec.entry(stored, null, news.partition(), news.sequence(), 0);
    return (entry == null) ? null : entry.value();
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
    loadLocks.tick();
    holds.tick();
    touches.flush();
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
      if (clock.nanos() - lastCompared > terms.maxStaleness().toNanos()) {
        coherence.dropAll();
      }
    }
  }
}
