package org.entresol.jcache;

import java.time.Duration;
import java.util.concurrent.Executor;
import javax.cache.CacheException;
import org.entresol.EntresolConfiguration;
import org.entresol.EventScope;
import org.entresol.Stack.Authority;
import org.entresol.WriteSettings;
import org.entresol.config.KnownCaches;
import org.entresol.engine.AuthorityException;
import org.entresol.engine.Terms;
import org.entresol.queue.TieredQueue;
import org.entresol.queue.TieredQueueTerms;
import org.entresol.store.Reclaim;
import org.entresol.store.near.Coherence;
import org.entresol.store.near.NodeView;
import org.entresol.store.tiered.Failures;
import org.entresol.store.tiered.TierCodec;
import org.entresol.store.tiered.TieredStore;
import org.entresol.store.tiered.TieredTerms;
import org.entresol.store.tiered.WhileAway;
import org.entresol.tier.ByteTier;
import org.entresol.tier.QueueTerms;
import org.entresol.tier.TierException;
import org.entresol.tier.TierOptions;
import org.entresol.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * The putting together of what a cache keeps in a shared authority, and near to it.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
final class TierAssembly<K, V> {

  /** How long a load may take before it has no right to store any more. */
  private static final Duration LOAD_TICKET = Duration.ofMinutes(5);

  private final String name;
  private final EntresolConfiguration<K, V> configuration;
  private final TierAccess tiers;
  private final Clock clock;
  private final Executor listeners;
  private final ClassLoader classLoader;
  private final Codecs<K> codecs;

  TierAssembly(
      String name,
      EntresolConfiguration<K, V> configuration,
      Codecs<K> codecs,
      TierAccess tiers,
      Clock clock,
      Executor listeners,
      ClassLoader classLoader) {
    this.name = name;
    this.configuration = configuration;
    this.tiers = tiers;
    this.clock = clock;
    this.listeners = listeners;
    this.classLoader = classLoader;
    this.codecs = codecs;
  }

  /**
   * The storage.
   *
   * @param reclaim when the memory of expired near entries is freed, or null when none expires
   * @param grace how long entries stay after they have expired
   * @param behind whether writes are left for later
   */
  Storage<K, V> build(
      Terms<K, V> terms, @Nullable Reclaim<K, V> reclaim, Duration grace, boolean behind) {
    boolean near = configuration.getStack().isNear();
    boolean told = configuration.getEvents() == EventScope.CLUSTER;
    try {
      ByteTier tier = open(options(near || told, told, grace, behind));
      codecs.schemas().over(tier.schemas());
      TieredQueue<K, V> queue = behind ? queue(tier) : null;
      return new Storage<>(
          new TieredStore<>(
              tier,
              new TierCodec<>(
                  name,
                  codecs.keys(),
                  codecs.values(),
                  configuration.getValueType(),
                  codecs.near(),
                  configuration.isStrict(),
                  terms.expiry().most()),
              NodeView.of(
                  Coherence.of(name, tier),
                  near ? configuration.getHeapBound() : null,
                  reclaim,
                  clock,
                  told ? terms.telling() : null,
                  listeners,
                  AuthorityException::forUsers),
              clock,
              tieredTerms(),
              new Failures(AuthorityException::forUsers, terms.statistics().tiers().calls()),
              queue),
          queue);
    } catch (TierException e) {
      throw new CacheException(e.getMessage(), e);
    }
  }

  private TierOptions options(boolean announces, boolean told, Duration grace, boolean behind) {
    return new TierOptions(
        configuration.getVersion(),
        configuration.getPartitions(),
        announces,
        told,
        grace,
        queued(behind),
        codecs.name());
  }

  private QueueTerms queued(boolean behind) {
    WriteSettings write = configuration.getWrite();
    return behind ? new QueueTerms(write.delay(), write.maxPending()) : QueueTerms.NONE;
  }

  private TieredQueue<K, V> queue(ByteTier tier) {
    WriteSettings write = configuration.getWrite();
    return new TieredQueue<>(
        tier.queue(),
        tier.partitions(),
        codecs.keys(),
        codecs.values(),
        configuration.getValueType(),
        new TieredQueueTerms(write.delay(), write.batch(), write.lease(), write.waitTime()),
        AuthorityException::forUsers);
  }

  private ByteTier open(TierOptions options) {
    Authority authority = configuration.getStack().authority();
    if (authority == Authority.DISK) {
      tiers.tellScantRoom(name, configuration.getMaxValueBytes());
    }
    return tiers.node(authority).open(name, options);
  }

  private TieredTerms tieredTerms() {
    return new TieredTerms(
        configuration.getHoldLease(),
        configuration.getHoldWait(),
        configuration.getLoad().lease(),
        LOAD_TICKET,
        configuration.getAuditSample(),
        new WhileAway(
            configuration.getMaxStaleness(),
            configuration.getKeepOnFailure(),
            configuration.getOnFailure(),
            KnownCaches.grows(name, configuration, classLoader)));
  }
}
