package org.entresol.tier.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongConsumer;
import org.entresol.tier.Pulse;
import org.entresol.tier.TierException;
import org.entresol.time.Clock;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RType;
import org.redisson.api.options.KeysScanOptions;

/**
 * What lies in one Redis, for those who look after it. It is no node: it makes no caches, is told
 * of no changes, and finds caches by what lies there. Thread-safe; every method may throw a {@link
 * TierException}.
 */
public final class RedisSurvey implements AutoCloseable {

  private static final String MODE = "redis_mode";

  private final RedisConnection connection;
  private final ServerClock serverClock;
  private final Clock clock;
  private final Pulse pulse;

  private RedisSurvey(RedisSettings settings, Clock clock) {
    this.connection = new RedisConnection(settings, clock);
    this.serverClock = new ServerClock(connection, clock);
    this.clock = clock;
    this.pulse = new Pulse("entresol-survey", clock);
  }

  /**
   * Connects; to the whole cluster where the one server that is named belongs to one.
   *
   * @throws TierException if Redis is not there
   * @throws RuntimeException what Redisson throws when it refuses the configuration
   */
  public static RedisSurvey open(RedisSettings settings, Clock clock) {
    RedisSurvey survey = joined(settings, clock);
    try {
      boolean single = settings.config().isSingleConfig();
      if (!single || !survey.servers().get(0).facts().getOrDefault(MODE, "").equals("cluster")) {
        survey.serverClock.measure();
        return survey;
      }
    } catch (RuntimeException e) {
      survey.close();
      throw e;
    }
    survey.close();
    return open(settings.ofItsCluster(), clock);
  }

  private static RedisSurvey joined(RedisSettings settings, Clock clock) {
    return Joining.join(settings, () -> new RedisSurvey(settings, clock), RedisSurvey::close);
  }

  /** What each master says of itself. */
  public List<ServerReport> servers() {
    return new ServerFacts(connection).reports();
  }

  /**
   * The caches that have a record, in the order of their names. Goes through the names of all keys.
   *
   * @param namespace those of it alone; null for all
   */
  public List<CacheName> caches(@Nullable String namespace) {
    connection.requirePermit();
    KeysScanOptions hashes =
        KeysScanOptions.defaults()
            .pattern((namespace == null) ? "*:*" : namespace + ":*")
            .type(RType.MAP)
            .chunkSize(RedisScan.BATCH);
    Iterator<String> names =
        connection.blocking(
            () -> connection.client().getKeys().getKeysStream(hashes).iterator(), "scan");
    List<CacheName> recorded = new ArrayList<>();
    while (true) {
      List<CacheName> named = connection.blocking(() -> next(names), "scan");
      if (named.isEmpty()) {
        return Census.inOrder(recorded.stream());
      }
      // Others may have hashes of such names, too, and more than there is memory for.
      recorded.addAll(CacheRecord.existing(connection, named));
    }
  }

  /** Whose records the next names would be; nothing when none is left. */
  private static List<CacheName> next(Iterator<String> names) {
    List<CacheName> named = new ArrayList<>();
    while (named.size() < RedisScan.BATCH && names.hasNext()) {
      CacheName name = CacheName.ofRecord(names.next());
      if (name != null) {
        named.add(name);
      }
    }
    return named;
  }

  /** Whether a cache has a record. */
  public boolean has(CacheName name) {
    return !CacheRecord.existing(connection, List.of(name)).isEmpty();
  }

  /**
   * A cache that has a record.
   *
   * @throws TierException if it has none, or one of an unknown format
   */
  public SurveyedCache cache(CacheName name) {
    AnnounceChannel channel = new AnnounceChannel(connection, name.namespace(), pulse, clock);
    Place place =
        new Place(
            connection,
            channel,
            serverClock,
            new ServerFacts(connection),
            pulse,
            clock,
            new Audience());
    CacheRecord record = CacheRecord.existing(connection, name.cache(), name.record());
    return new SurveyedCache(place, name, record);
  }

  /** The same; nothing if another release has made it, or it is gone by now. */
  public Optional<SurveyedCache> readable(CacheName name) {
    try {
      return Optional.of(cache(name));
    } catch (TierException e) {
      e.requireRefusal();
      return Optional.empty();
    }
  }

  /**
   * Counts what lies there, in one pass over the names of all keys.
   *
   * @param namespace those of it alone; null for all
   * @param weighed of how many entries of a cache the memory and the rest is asked for at most
   * @param progress is told now and then how many names have come by
   */
  public Census census(@Nullable String namespace, int weighed, LongConsumer progress) {
    return Census.taken(connection, namespace, weighed, progress);
  }

  /**
   * How many nodes hear of the changes of a namespace.
   *
   * @return nothing where the user may not ask for it
   */
  public OptionalLong nodes(String namespace) {
    try {
      return OptionalLong.of(
          connection.await(
              connection.limited(
                  connection
                      .client()
                      .getTopic(AnnounceChannel.name(namespace))
                      .countSubscribersAsync(),
                  Duration.ZERO),
              "count the nodes"));
    } catch (TierException e) {
      e.requireRefusal();
      return OptionalLong.empty();
    }
  }

  /** What the nodes of a namespace say of themselves; waits for half a second at most. */
  public RollCall rollCall(String namespace) {
    return RollCall.taken(connection, namespace);
  }

  /**
   * What the user may not do of all that Entresol does in a namespace, tried on keys that nobody
   * else has and that are taken away again.
   *
   * @return what Redis says of each command that it refuses, by the command
   */
  public Map<String, String> refusals(String namespace) {
    return new Trial(connection, namespace).refusals();
  }

  /** How long a few look-ups and scripts take that find nothing in a namespace. */
  public Latency latency(String namespace) {
    return new Trial(connection, namespace).latency(clock);
  }

  @Override
  public void close() {
    pulse.close();
    connection.close();
  }
}
