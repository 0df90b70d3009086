package org.entresol.tier.redis;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.entresol.fault.Traces;
import org.entresol.tier.ByteTier;
import org.entresol.tier.QueueTerms;
import org.entresol.tier.TierException;
import org.entresol.tier.TierListener;
import org.entresol.tier.TierNode;
import org.entresol.tier.TierOptions;
import org.entresol.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * One manager's place among the nodes that share a Redis: its connection, its subscription, its
 * estimate of the server's clock, and the steady tick by which its tiers are kept coherent.
 * Thread-safe.
 */
public final class RedisNode implements TierNode {

  private static final Logger LOG = System.getLogger(RedisNode.class.getName());

  /** The tick, the repair and a subscription being renewed may each have to wait for Redis. */
  private static final int THREADS = 3;

  private static final long TICK_MILLIS = 200;
  private static final long REPAIR_MILLIS = 1000;

  private final RedisSettings settings;
  private final RedisConnection connection;
  private final AnnounceChannel channel;
  private final ServerClock serverClock;
  private final ServerFacts facts;
  private final Traces traces;
  private @Nullable ProgramEnd end;
  private final List<RedisTier> tiers = new CopyOnWriteArrayList<>();
  private final ScheduledThreadPoolExecutor ticker;

  /** What told the data's history at the last comparison; touched by the repairing thread only. */
  private String history = "";

  /**
   * Connects to Redis.
   *
   * @throws TierException if Redis is not there
   * @throws RuntimeException what Redisson throws when it refuses the configuration
   */
  public RedisNode(RedisSettings settings, Clock clock) {
    this.settings = settings;
    this.connection = new RedisConnection(settings, clock);
    this.channel = new AnnounceChannel(this, settings.namespace(), clock);
    this.serverClock = new ServerClock(connection, clock);
    this.ticker = new ScheduledThreadPoolExecutor(THREADS, RedisNode::thread);
    this.ticker.setRemoveOnCancelPolicy(true);
    this.ticker.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    this.facts = new ServerFacts(connection);
    this.traces = new Traces(clock);
    try {
      serverClock.measure();
      facts.requireVersion();
      history = facts.history();
    } catch (TierException e) {
      close();
      throw e.isAway() ? RedisConnection.unreachable(settings, reason(e), e) : e;
    } catch (RuntimeException e) {
      close();
      throw e;
    }
    connection.contact().join();
    this.end = new ProgramEnd(this::close);
    every(TICK_MILLIS, this::tick);
    every(REPAIR_MILLIS, this::repair);
  }

  private static String reason(TierException failure) {
    return String.valueOf(failure.getMessage());
  }

  private void every(long millis, Runnable task) {
    // It ends with the executor.
    ScheduledFuture<?> unused =
        ticker.scheduleWithFixedDelay(() -> run(task), millis, millis, TimeUnit.MILLISECONDS);
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "entresol-redis");
    thread.setDaemon(true);
    return thread;
  }

  RedisConnection connection() {
    return connection;
  }

  ServerFacts facts() {
    return facts;
  }

  AnnounceChannel channel() {
    return channel;
  }

  /** The server's clock now, in milliseconds. */
  long serverMillis() {
    return serverClock.millis();
  }

  /** Runs something soon in the background, or not at all when this node closes. */
  void background(Runnable task) {
    try {
      ticker.execute(() -> run(task));
    } catch (RejectedExecutionException e) {
      LOG.log(Level.DEBUG, "The node closes, so a task of the background is left out", e);
    }
  }

  private void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      boolean away = e instanceof TierException failure && failure.isAway();
      boolean told = !away && !connection.isClosed() && traces.isDue(e);
      LOG.log(
          told ? Level.WARNING : Level.DEBUG,
          "A task of the background failed, and will be tried again",
          e);
    }
  }

  @Override
  public ByteTier open(String cache, TierOptions options) {
    String name = KeySpace.record(settings.namespace(), cache, options.version());
    CacheRecord record = CacheRecord.open(connection, cache, name, options.partitions());
    KeySpace keys =
        new KeySpace(settings.namespace(), cache, options.version(), record.partitions());
    RedisTier tier = new RedisTier(this, keys, record, options);
    tiers.add(tier);
    if (!options.queue().equals(QueueTerms.NONE)) {
      background(() -> Eviction.warn(facts, cache));
    }
    return tier;
  }

  void forget(RedisTier tier) {
    tiers.remove(tier);
  }

  /** Removes everything that lies in Redis for one cache, in batches that block nobody. */
  void removeAll(KeySpace keys) {
    Iterator<String> names = new RedisScan.Names(connection, keys.everythingPattern());
    List<String> batch = new ArrayList<>();
    while (names.hasNext()) {
      batch.add(names.next());
      if (batch.size() == RedisScan.BATCH || !names.hasNext()) {
        unlink(batch);
        batch.clear();
      }
    }
    unlink(List.of(keys.record()));
  }

  private void unlink(List<String> names) {
    connection.await(
        connection
            .client()
            .getKeys()
            .unlinkAsync(names.toArray(String[]::new))
            .toCompletableFuture(),
        "unlink");
  }

  private void tick() {
    tell(tiers, TierListener::tick);
  }

  private void repair() {
    run(serverClock::measure);
    run(this::compareHistories);
    tiers.forEach(tier -> run(() -> renewRecord(tier)));
    tell(tiers, TierListener::repair);
    run(channel::ping);
  }

  /** What is near of a cache that has to stop is nothing to go by either. */
  private void renewRecord(RedisTier tier) {
    String refusal = tier.record().renew();
    if (refusal != null) {
      LOG.log(Level.ERROR, refusal);
      tell(List.of(tier), TierListener::otherHistory);
    }
  }

  /** Another history of the data may have the same sequences, and yet other entries. */
  private void compareHistories() {
    String before = history;
    history = facts.history();
    if (!before.isEmpty() && !before.equals(history)) {
      LOG.log(
          Level.WARNING,
          "Redis at {0} was restarted, or another server has taken over; what was near is dropped",
          settings.addresses());
      tell(tiers, TierListener::otherHistory);
    }
  }

  /** Tells those who listen to tiers; what goes wrong for one is not the others' matter. */
  void tell(List<RedisTier> told, Consumer<TierListener> news) {
    for (RedisTier tier : told) {
      TierListener listener = tier.listener();
      if (listener != null) {
        run(() -> news.accept(listener));
      }
    }
  }

  @Override
  public <T> @Nullable T unwrap(Class<T> type) {
    return type.isInstance(connection.client()) ? type.cast(connection.client()) : null;
  }

  @Override
  public void close() {
    if (end != null) {
      end.forget();
    }
    ticker.shutdownNow();
    channel.close();
    connection.close();
  }
}
