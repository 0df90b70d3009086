package org.entresol.jcache;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.cache.CacheException;
import org.entresol.Stack.Authority;
import org.entresol.config.ConfigurationException;
import org.entresol.config.DiskEviction;
import org.entresol.config.DiskSection;
import org.entresol.config.ManagerConfiguration;
import org.entresol.config.RedisSection;
import org.entresol.config.RedisTerms;
import org.entresol.config.Start;
import org.entresol.tier.TierNode;
import org.entresol.time.Clock;
import org.jspecify.annotations.Nullable;

/** One manager's ways to the shared authorities that its configuration names. Thread-safe. */
final class TierAccess implements AutoCloseable {

  private static final Logger LOG = System.getLogger(TierAccess.class.getName());

  /** How many of the largest values a file should have room for. */
  private static final int LARGE_VALUES = 4;

  private final ManagerConfiguration configuration;
  private final Clock clock;
  private final Map<Authority, TierJoint> joints = new EnumMap<>(Authority.class);
  private final AtomicBoolean told = new AtomicBoolean();

  TierAccess(
      ManagerConfiguration configuration, ClassLoader classLoader, TierSource source, Clock clock) {
    this.configuration = configuration;
    this.clock = clock;
    Stream.of(NamedAuthority.redis(configuration), NamedAuthority.disk(configuration))
        .filter(Objects::nonNull)
        .forEach(
            named ->
                joints.put(named.authority(), new TierJoint(named, classLoader, source, clock)));
  }

  /**
   * Refuses authorities that nobody leads to. Nothing is opened yet.
   *
   * @throws ConfigurationException if one is named, and no factory for it is there, or several are
   */
  void check() {
    joints.values().forEach(TierJoint::check);
  }

  /**
   * This process's node at an authority.
   *
   * @throws ConfigurationException if nobody leads there, or the settings are not taken
   * @throws CacheException if it is not there, and has to be
   */
  TierNode node(Authority authority) {
    TierJoint joint = joints.get(authority);
    if (joint == null) {
      throw new CacheException(
          "Nothing names the authority " + authority + ", and a cache needs it");
    }
    return joint.node();
  }

  /**
   * The check that comes before each cache of a manager that opens now: that its time is not over,
   * where Redis has to be there, and each alone answers in time.
   *
   * @return throws a {@link CacheException} for the cache that comes next if {@code
   *     connect-timeout} is over
   */
  Consumer<String> openingLimit() {
    RedisSection section = configuration.redis();
    RedisTerms terms = configuration.redisTerms();
    if (section == null || terms.start() != Start.REQUIRED) {
      return next -> {};
    }
    long begun = clock.nanos();
    Duration limit = terms.connectTimeout();
    return next -> {
      if (clock.nanos() - begun > limit.toNanos()) {
        throw new CacheException(
            "%s: the caches from '%s' on could not be opened within %d ms (connect-timeout)"
                .formatted(section, next, limit.toMillis()));
      }
    };
  }

  /**
   * Tells once of a directory whose files have so little room that a large value makes most of what
   * else lies in one go.
   *
   * @param cache a cache on disk
   * @param most the most bytes of one of its values
   */
  void tellScantRoom(String cache, long most) {
    DiskSection section = configuration.disk();
    if (section == null || section.eviction() == DiskEviction.NONE) {
      return;
    }
    long room = section.maxBytes() / section.shards();
    if (room / LARGE_VALUES < most && told.compareAndSet(false, true)) {
      LOG.log(
          Level.WARNING,
          "Cache ''{0}'': each of the {1} files of its directory has room for {2} bytes, which is less than {3} values of max-value-bytes ({4}): a large value makes many others go, and one without room is not kept; raise disk.max-bytes, or lower disk.shards or max-value-bytes",
          cache,
          section.shards(),
          String.valueOf(room),
          LARGE_VALUES,
          String.valueOf(most));
    }
  }

  /** The first part of the names of all caches. */
  String namespace() {
    return configuration.namespace();
  }

  /** The Redisson client, if there is one and it is of the given type; null otherwise. */
  <T> @Nullable T unwrap(Class<T> type) {
    TierJoint redis = joints.get(Authority.REDIS);
    return (redis == null) ? null : redis.unwrap(type);
  }

  /**
   * How long the authority that has been away the longest has been so by now; zero while they
   * answer, or nothing has asked them yet. It waits for nobody, not even for who is just
   * connecting.
   */
  Duration away() {
    return Duration.ofNanos(
        joints.values().stream().mapToLong(TierJoint::awayNanos).max().orElse(0));
  }

  @Override
  public void close() {
    Resources.closeAll(joints.values());
  }
}
