package org.entresol.tier.redis;

import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.ThreadPerTaskExecutor;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.redisson.config.Config;
import org.redisson.config.ConstantDelay;
import org.redisson.config.DelayStrategy;
import org.redisson.config.ReadMode;
import org.redisson.config.SingleServerConfig;

/**
 * How Redis is reached, and how long one waits for it.
 *
 * @param config Redisson's own configuration
 * @param namespace the first part of the names of all keys
 * @param commandTimeout the longest that one call waits
 * @param breakerFailures how many failures in a row make calls be refused
 * @param breakerPause how long they are refused before one is tried
 * @param connectTimeout the longest that joining may take
 */
public record RedisSettings(
    Config config,
    String namespace,
    Duration commandTimeout,
    int breakerFailures,
    Duration breakerPause,
    Duration connectTimeout) {

  private static final int CORES = Runtime.getRuntime().availableProcessors();

  private static final Pattern CREDENTIALS = Pattern.compile("//[^\\s/]*@");

  private static final Pattern RETRY = Pattern.compile("\\bretry(Delay|Interval)\\b");

  /**
   * So short that all attempts fit into the time of one call, or of joining, and a reason is told.
   */
  private static final DelayStrategy BETWEEN_ATTEMPTS = new ConstantDelay(Duration.ofMillis(400));

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
      Duration breakerPause,
      Duration connectTimeout) {
    return new RedisSettings(
        config(yaml), namespace, commandTimeout, breakerFailures, breakerPause, connectTimeout);
  }

  /** The same for the cluster that the single server of these belongs to. */
  RedisSettings ofItsCluster() {
    SingleServerConfig one = config.useSingleServer();
    Config whole =
        new Config()
            .setUsername(config.getUsername())
            .setPassword(config.getPassword())
            .setSslTruststore(config.getSslTruststore())
            .setSslTruststorePassword(config.getSslTruststorePassword())
            .setSslKeystore(config.getSslKeystore())
            .setSslKeystorePassword(config.getSslKeystorePassword());
    int connections = one.getConnectionMinimumIdleSize();
    whole
        .useClusterServers()
        .addNodeAddress(one.getAddress())
        .setReadMode(ReadMode.MASTER)
        .setRetryDelay(BETWEEN_ATTEMPTS)
        .setMasterConnectionMinimumIdleSize(connections)
        .setSlaveConnectionMinimumIdleSize(connections);
    beDaemons(whole);
    return new RedisSettings(
        whole, namespace, commandTimeout, breakerFailures, breakerPause, connectTimeout);
  }

  /** Where Redis is looked for, without names and passwords of users. */
  String addresses() {
    List<String> addresses;
    if (config.isSingleConfig()) {
      addresses = List.of(String.valueOf(config.useSingleServer().getAddress()));
    } else if (config.isClusterConfig()) {
      addresses = config.useClusterServers().getNodeAddresses();
    } else if (config.isSentinelConfig()) {
      addresses = config.useSentinelServers().getSentinelAddresses();
    } else {
      return "the addresses of its section";
    }
    return addresses.stream()
        .map(address -> CREDENTIALS.matcher(address).replaceAll("//"))
        .collect(Collectors.joining(", "));
  }

  private static void hurry(Config config, String yaml) {
    if (config.isSingleConfig()) {
      config.useSingleServer().setRetryDelay(BETWEEN_ATTEMPTS);
    } else if (config.isClusterConfig()) {
      config.useClusterServers().setRetryDelay(BETWEEN_ATTEMPTS);
    } else if (config.isSentinelConfig()) {
      config.useSentinelServers().setRetryDelay(BETWEEN_ATTEMPTS);
    } else if (yaml.contains("masterSlaveServersConfig")) {
      config.useMasterSlaveServers().setRetryDelay(BETWEEN_ATTEMPTS);
    } else if (yaml.contains("replicatedServersConfig")) {
      config.useReplicatedServers().setRetryDelay(BETWEEN_ATTEMPTS);
    }
  }

  /**
   * Redisson's threads keep no program alive. Its timer's do, which nobody can tell it otherwise.
   */
  private static void beDaemons(Config config) {
    if (config.getExecutor() == null) {
      int threads = (config.getThreads() == 0) ? 2 * CORES : config.getThreads();
      config.setExecutor(
          Executors.newFixedThreadPool(threads, new DefaultThreadFactory("redisson", true)));
    }
    if (config.getNettyExecutor() == null) {
      config.setNettyExecutor(
          new ThreadPerTaskExecutor(new DefaultThreadFactory("redisson-netty", true)));
    }
  }

  /** Redisson reads from replicas unless told otherwise; we do not unless told to. */
  private static Config config(String yaml) {
    Config config = Config.fromYAML(yaml);
    beDaemons(config);
    if (!RETRY.matcher(yaml).find()) {
      hurry(config, yaml);
    }
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
