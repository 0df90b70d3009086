package org.entresol.tier.redis;

import java.time.Duration;
import java.util.regex.Pattern;
import org.redisson.config.Config;
import org.redisson.config.ReadMode;

/**
 * How Redis is reached, and how long one waits for it.
 *
 * @param config Redisson's own configuration
 * @param namespace the first part of the names of all keys
 * @param commandTimeout the longest that one call waits
 * @param breakerFailures how many failures in a row make calls be refused
 * @param breakerPause how long they are refused before one is tried
 */
public record RedisSettings(
    Config config,
    String namespace,
    Duration commandTimeout,
    int breakerFailures,
    Duration breakerPause) {

  private static final Pattern READ_MODE = Pattern.compile("\\breadMode\\b");

  /**
   * Settings with Redisson's part in Redisson's own YAML.
   *
   * @throws RuntimeException what Redisson throws when it refuses the YAML
   */
  public static RedisSettings of(
      String yaml,
      String namespace,
      Duration commandTimeout,
      int breakerFailures,
      Duration breakerPause) {
    return new RedisSettings(
        config(yaml), namespace, commandTimeout, breakerFailures, breakerPause);
  }

  /** Redisson reads from replicas unless told otherwise; we do not unless told to. */
  private static Config config(String yaml) {
    Config config = Config.fromYAML(yaml);
    if (!READ_MODE.matcher(yaml).find()) {
      if (config.isClusterConfig()) {
        config.useClusterServers().setReadMode(ReadMode.MASTER);
      } else if (config.isSentinelConfig()) {
        config.useSentinelServers().setReadMode(ReadMode.MASTER);
      } else if (yaml.contains("masterSlaveServersConfig")) {
        config.useMasterSlaveServers().setReadMode(ReadMode.MASTER);
      } else if (yaml.contains("replicatedServersConfig")) {
        config.useReplicatedServers().setReadMode(ReadMode.MASTER);
      }
    }
    return config;
  }
}
