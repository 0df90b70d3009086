package org.entresol.tier.redis;

import org.entresol.Stack.Authority;
import org.entresol.tier.TierFactory;
import org.entresol.tier.TierNode;
import org.entresol.tier.TierSettings;
import org.entresol.time.Clock;

/** The way to Redis, through Redisson, whose own YAML the settings have. Stateless. */
public final class RedisTiers implements TierFactory {

  @Override
  public Authority authority() {
    return Authority.REDIS;
  }

  @Override
  public TierNode open(TierSettings settings, Clock clock) {
    return Joining.join(read(settings), clock);
  }

  @Override
  public int partitions(TierSettings settings) {
    return CacheRecord.partitions(read(settings).config().isClusterConfig());
  }

  private static RedisSettings read(TierSettings settings) {
    return RedisSettings.of(
        settings.yaml(),
        settings.namespace(),
        settings.commandTimeout(),
        settings.breakerFailures(),
        settings.breakerPause(),
        settings.connectTimeout());
  }
}
