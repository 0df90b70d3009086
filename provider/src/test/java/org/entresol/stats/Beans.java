package org.entresol.stats;

import java.lang.management.ManagementFactory;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.cache.Cache;
import javax.cache.management.CacheMXBean;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.entresol.EntresolStatisticsMXBean;
import org.entresol.EntresolTiersMXBean;

/** What the platform's MBean server shows of caches, found as monitoring tools find it. */
public final class Beans {
  private Beans() {}

  private static MBeanServer server() {
    return ManagementFactory.getPlatformMBeanServer();
  }

  /** The names of all beans of a type ("CacheStatistics" or "CacheConfiguration") and cache. */
  static Set<ObjectName> named(String type, String cache) {
    return query("*:type=" + type + ",CacheManager=*,Cache=" + cache);
  }

  /** The caches that have a bean of a type, as the beans call them. */
  static Set<String> caches(String type) {
    return query("*:type=" + type + ",*").stream()
        .map(name -> name.getKeyProperty("Cache"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<ObjectName> query(String pattern) {
    try {
      return server().queryNames(new ObjectName(pattern), null);
    } catch (MalformedObjectNameException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** The statistics of the only cache of that name. */
  public static EntresolStatisticsMXBean statistics(String cache) {
    return JMX.newMXBeanProxy(
        server(), only("CacheStatistics", cache), EntresolStatisticsMXBean.class);
  }

  /** The statistics of a cache, shown or not. */
  static EntresolStatisticsMXBean figures(Cache<?, ?> cache) {
    return cache.unwrap(EntresolStatisticsMXBean.class);
  }

  /** The figures of the tiers of the only cache of that name. */
  public static EntresolTiersMXBean tiers(String cache) {
    return JMX.newMXBeanProxy(server(), only("CacheTiers", cache), EntresolTiersMXBean.class);
  }

  /** The configuration of the only cache of that name. */
  static CacheMXBean configuration(String cache) {
    return JMX.newMXBeanProxy(server(), only("CacheConfiguration", cache), CacheMXBean.class);
  }

  private static ObjectName only(String type, String cache) {
    Set<ObjectName> names = named(type, cache);
    if (names.size() != 1) {
      throw new AssertionError("one " + type + " of " + cache + " expected, found " + names);
    }
    return names.iterator().next();
  }
}
