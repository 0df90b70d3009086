package org.entresol.examples;

import java.lang.management.ManagementFactory;
import javax.cache.Cache;
import javax.cache.management.CacheStatisticsMXBean;
import javax.management.JMX;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/**
 * The way to a cache's statistics, which JCache shows through JMX alone.
 *
 * <p>It is the way of monitoring tools too, and the same with every JCache provider.
 */
final class JmxStatistics {

  private JmxStatistics() {}

  /**
   * The statistics of an open cache whose configuration enables them.
   *
   * @return living counters: each call of a getter asks the cache
   */
  static CacheStatisticsMXBean of(Cache<?, ?> cache) {
    String name =
        "javax.cache:type=CacheStatistics,CacheManager=%s,Cache=%s"
            .formatted(
                nameInJmx(cache.getCacheManager().getURI().toString()), nameInJmx(cache.getName()));
    try {
      return JMX.newMXBeanProxy(
          ManagementFactory.getPlatformMBeanServer(),
          new ObjectName(name),
          CacheStatisticsMXBean.class);
    } catch (MalformedObjectNameException e) {
      throw new IllegalArgumentException("\"" + name + "\" is not a JMX name", e);
    }
  }

  /**
   * A name without the characters that JMX keeps for itself, as the specification replaces them.
   */
  private static String nameInJmx(String name) {
    return name.replaceAll("[,:=\n]", ".");
  }
}
