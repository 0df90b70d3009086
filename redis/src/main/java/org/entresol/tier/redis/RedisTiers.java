package org.entresol.tier.redis;

import java.util.function.Consumer;
import org.entresol.Stack.Authority;
import org.entresol.tier.TierFactory;
import org.entresol.tier.TierNode;
import org.entresol.tier.TierSettings;
import org.entresol.time.Clock;
import org.redisson.config.Config;

/** The way to Redis, through Redisson, whose own YAML the settings have. Thread-safe. */
public final class RedisTiers implements TierFactory {

  private final Consumer<Config> finishing;

  /** The way that the settings alone describe. */
  public RedisTiers() {
    this(config -> {});
  }

  /**
   * A way whose settings are finished in Java.
   *
   * @param finishing says to Redisson's configuration what YAML cannot say, such as keys and
   *     certificates that are in memory; called each time the settings are read
   */
  public RedisTiers(Consumer<Config> finishing) {
    this.finishing = finishing;
  }

  @Override
  public Authority authority() {
    return Authority.REDIS;
  }

  @Override
  public TierNode open(TierSettings settings, Clock clock) {
    RedisSettings read = read(settings);
    return Joining.join(read, () -> new RedisNode(read, clock), RedisNode::close);
  }

  @Override
  public int partitions(TierSettings settings) {
    return CacheRecord.partitions(read(settings).config().isClusterConfig());
  }

  private RedisSettings read(TierSettings settings) {
    RedisSettings read =
        RedisSettings.of(
            settings.yaml(),
            settings.namespace(),
            settings.commandTimeout(),
            settings.breakerFailures(),
            settings.breakerPause(),
            settings.connectTimeout());
    finishing.accept(read.config());
    return read;
  }
}
