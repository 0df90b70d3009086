package org.entresol.redis;

import java.net.URI;
import java.util.Properties;
import javax.cache.CacheManager;
import javax.cache.spi.CachingProvider;

/**
 * Clients that begin with two connections and have four threads of each kind.
 *
 * <p>Left to Redisson they were 24, 16 and 32 for each of the thousand clients of the tests, most
 * of which send a few commands: to open and to close them took ten times as long.
 */
public final class FewConnections {
  private static final String THREADS = "threads: 4, nettyThreads: 4";

  private FewConnections() {}

  /** Redisson's section for one server, in one line. */
  public static String single(String address) {
    return single(address, "");
  }

  /**
   * Redisson's section for one server, in one line.
   *
   * @param more of its {@code singleServerConfig}, such as {@code timeout: 20000}
   */
  public static String single(String address, String more) {
    return "{ %s, singleServerConfig: { address: \"%s\", connectionMinimumIdleSize: 2%s } }"
        .formatted(THREADS, address, more.isEmpty() ? "" : ", " + more);
  }

  /**
   * Redisson's section for what has masters and replicas, in one line.
   *
   * @param kind such as {@code clusterServersConfig}
   * @param more of that, such as the addresses
   */
  public static String many(String kind, String more) {
    return "{ %s, %s: { masterConnectionMinimumIdleSize: 2, slaveConnectionMinimumIdleSize: 1, %s } }"
        .formatted(THREADS, kind, more);
  }

  /**
   * The manager of a name on one server.
   *
   * @param more settings, each with its {@code entresol.}
   */
  public static CacheManager manager(
      CachingProvider provider, String address, String name, Properties more) {
    Properties properties = new Properties();
    properties.putAll(more);
    properties.setProperty("entresol.redis.address", address);
    return provider.getCacheManager(
        URI.create("classpath:few-connections.yaml#" + name), null, properties);
  }
}
