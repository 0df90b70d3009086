package org.entresol.tier.redis;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import org.entresol.tier.ByteTier;
import org.entresol.tier.Leadership;
import org.entresol.tier.Pulse;
import org.entresol.tier.QueueTerms;
import org.entresol.tier.TierException;
import org.entresol.tier.TierListener;
import org.entresol.tier.TierNode;
import org.entresol.tier.TierOptions;
import org.entresol.time.Clock;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RedissonClient;

/**
 * One manager's place among the nodes that share a Redis: its connection, its subscription, its
 * estimate of the server's clock, and what it renews of them each second. Thread-safe.
 */
public final class RedisNode implements TierNode {

  private static final Logger LOG = System.getLogger(RedisNode.class.getName());

  private final RedisSettings settings;
  private final Place place;
  private @Nullable ProgramEnd end;

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
    RedisConnection connection = new RedisConnection(settings, clock);
    Pulse pulse = new Pulse("entresol-redis", clock);
    this.place =
        new Place(
            connection,
            new AnnounceChannel(connection, settings.namespace(), pulse, clock),
            new ServerClock(connection, clock),
            new ServerFacts(connection),
            pulse,
            clock,
            new Audience());
    try {
      place.clock().measure();
      place.facts().requireVersion();
      history = place.facts().history();
    } catch (TierException e) {
      close();
      throw e.isAway() ? RedisConnection.unreachable(settings, reason(e), e) : e;
    } catch (RuntimeException e) {
      close();
      throw e;
    }
    connection.contact().join();
    this.end = new ProgramEnd(this::close);
    pulse.begin(place.audience()::listeners, this::renewals);
  }

  private static String reason(TierException failure) {
    return String.valueOf(failure.getMessage());
  }

  /** What is renewed each second; what fails of it keeps nothing else from it. */
  private List<Runnable> renewals() {
    List<Runnable> renewals = new ArrayList<>();
    renewals.add(place.clock()::measure);
    renewals.add(this::compareHistories);
    renewals.addAll(place.audience().renewals());
    renewals.add(place.channel()::ping);
    return renewals;
  }

  /** The connection to Redis. */
  RedisConnection connection() {
    return place.connection();
  }

  @Override
  public ByteTier open(String cache, TierOptions options) {
    RedisConnection connection = place.connection();
    String name = KeySpace.record(settings.namespace(), cache, options.version());
    CacheRecord record = CacheRecord.open(connection, cache, name, options);
    KeySpace keys =
        new KeySpace(settings.namespace(), cache, options.version(), record.partitions());
    RedisTier tier = new RedisTier(place, keys, record, options);
    place.audience().add(tier);
    if (!options.queue().equals(QueueTerms.NONE)) {
      place.pulse().background(() -> Eviction.warn(place.facts(), cache));
    }
    return tier;
  }

  /** Another history of the data may have the same sequences, and yet other entries. */
  private void compareHistories() {
    String before = history;
    history = place.facts().history();
    if (!before.isEmpty() && !before.equals(history)) {
      LOG.log(
          Level.WARNING,
          "Redis at {0} was restarted, or another server has taken over; what was near is dropped",
          settings.addresses());
      place.audience().forgetHistory();
      place.pulse().tell(place.audience().listeners(), TierListener::otherHistory);
    }
  }

  @Override
  public Leadership leadership(String name) {
    return new RedisLeadership(place.connection(), settings.namespace(), name);
  }

  @Override
  public long awayNanos() {
    return place.connection().contact().awayNanos();
  }

  @Override
  public <T> @Nullable T unwrap(Class<T> type) {
    RedissonClient client = place.connection().client();
    return type.isInstance(client) ? type.cast(client) : null;
  }

  @Override
  public void close() {
    if (end != null) {
      end.forget();
    }
    place.pulse().close();
    place.channel().close();
    place.connection().close();
  }
}
