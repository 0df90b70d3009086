package org.entresol.tier.disk;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import org.entresol.tier.ByteTier;
import org.entresol.tier.Pulse;
import org.entresol.tier.TierListener;
import org.entresol.tier.TierNode;
import org.entresol.tier.TierOptions;
import org.entresol.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * One manager's place among the processes that share a directory: its connections, its threads in
 * the background, and what it does there for all. Thread-safe.
 */
final class DiskNode implements TierNode {

  private static final Logger LOG = System.getLogger(DiskNode.class.getName());

  private final DiskFiles files;
  private final String namespace;
  private final Pulse pulse;
  private final Mending mending;
  private final OldRecalls recalls = new OldRecalls();
  private final Orphans orphans = new Orphans();
  private final LeftoverValues leftovers = new LeftoverValues();

  /** What was told last of others; used by the thread of renewals. */
  private @Nullable String toldEviction;

  private final List<DiskTier> tiers = new CopyOnWriteArrayList<>();

  /**
   * Begins to share files that are open.
   *
   * @param namespace the first part of the names of all caches
   */
  DiskNode(DiskFiles files, String namespace, Clock clock) {
    this.files = files;
    this.namespace = namespace;
    this.pulse = new Pulse("entresol-disk", clock);
    this.mending = new Mending(files);
    pulse.begin(this::listeners, this::renewals);
  }

  /** Who listens to the tiers of this node. */
  List<TierListener> listeners() {
    return tiers.stream().map(DiskTier::listener).filter(Objects::nonNull).toList();
  }

  /** What is done each second; what fails of it keeps nothing else from it. */
  private List<Runnable> renewals() {
    List<Runnable> renewals = new ArrayList<>();
    renewals.add(this::renewFiles);
    tiers.forEach(tier -> renewals.add(() -> renew(tier)));
    renewals.add(mending::mend);
    renewals.add(this::tellOtherEviction);
    renewals.add(() -> leftovers.sweep(files.directory().path(), files.millis()));
    for (Shard shard : files.shards()) {
      renewals.add(() -> Sweep.of(shard, files.millis()));
      renewals.add(() -> recalls.sweep(shard, files.millis()));
      renewals.add(() -> orphans.sweep(shard, files.millis()));
      renewals.add(() -> shard.ranks().write(shard, files.millis()));
      renewals.add(() -> shard.room().keep(shard, files.millis()));
      renewals.add(() -> Sweep.shrink(shard));
      renewals.add(() -> Sweep.tidy(shard));
    }
    return renewals;
  }

  private void renewFiles() {
    if (files.renew()) {
      LOG.log(
          Level.WARNING,
          "The files in {0} were damaged, or others have come in their place; they were opened anew",
          files.directory().path());
      pulse.tell(listeners(), TierListener::otherHistory);
    }
  }

  /** Tells once of processes that do not rank entries as this one does. */
  private void tellOtherEviction() {
    Shard first = files.shards().get(0);
    String other = first.ranks().others(first);
    if (other != null && !other.equals(toldEviction)) {
      LOG.log(
          Level.WARNING,
          "Another process has opened {0} with the eviction {1}, which is not that of this one, so the wrong entries go first; say the same disk.eviction in all processes, and start them anew",
          files.directory().path(),
          other);
    }
    toldEviction = other;
  }

  private static void renew(DiskTier tier) {
    String refusal = tier.record().renew();
    if (refusal != null) {
      LOG.log(Level.ERROR, refusal);
      TierListener listener = tier.listener();
      if (listener != null) {
        listener.otherHistory();
      }
    }
  }

  /** Has freed in the background what nobody sees any more. */
  void sweepSoon() {
    files.shards().forEach(shard -> pulse.background(() -> Sweep.of(shard, files.millis())));
  }

  @Override
  public ByteTier open(String cache, TierOptions options) {
    OptionalInt version = options.version();
    String name = namespace + ":" + cache + (version.isPresent() ? "%v" + version.getAsInt() : "");
    DiskTier tier = new DiskTier(this, CacheRecord.open(files, name, options), options);
    tiers.add(tier);
    return tier;
  }

  void forget(DiskTier tier) {
    tiers.remove(tier);
  }

  /** Nothing has to be reached: a call fails by itself, or it does not. */
  @Override
  public long awayNanos() {
    return 0;
  }

  @Override
  public <T> @Nullable T unwrap(Class<T> type) {
    return null;
  }

  @Override
  public void close() {
    pulse.close();
    files.close();
  }
}
