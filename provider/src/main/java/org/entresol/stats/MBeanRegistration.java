package org.entresol.stats;

import java.lang.management.ManagementFactory;
import javax.cache.CacheException;
import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * The registration of one MXBean with the platform's MBean server.
 *
 * <p>A name that is taken (two class loaders may each have a manager of the same URI) stays with
 * its first owner. Thread-safe.
 */
public final class MBeanRegistration {

  private final ObjectName name;
  private final Object bean;
  private @Nullable MBeanServer server;

  private MBeanRegistration(ObjectName name, Object bean) {
    this.name = name;
    this.bean = bean;
  }

  /**
   * The registration of a bean under the name that JSR-107 chapter 12 gives it; not yet made.
   *
   * @param type {@code CacheStatistics} or {@code CacheConfiguration}
   */
  public static MBeanRegistration of(String type, String manager, String cache, Object bean) {
    String name =
        "javax.cache:type=%s,CacheManager=%s,Cache=%s"
            .formatted(type, sanitized(manager), sanitized(cache));
    try {
      return new MBeanRegistration(new ObjectName(name), bean);
    } catch (JMException e) {
      throw new CacheException("\"" + name + "\" is not a JMX name", e);
    }
  }

  /** A text without the characters that have a meaning in JMX names. */
  private static String sanitized(String text) {
    return text.replaceAll("[,:=\n\r*?\"]", ".");
  }

  /** Makes or ends the registration; no effect if it is so already. */
  public synchronized void set(boolean registered) {
    try {
      if (registered && server == null) {
        register();
      } else if (!registered && server != null) {
        unregister(server);
      }
    } catch (JMException e) {
      throw new CacheException("JMX refused " + name, e);
    }
  }

  private void register() throws JMException {
    MBeanServer platform = ManagementFactory.getPlatformMBeanServer();
    try {
      platform.registerMBean(bean, name);
      server = platform;
    } catch (InstanceAlreadyExistsException e) {
      System.getLogger(MBeanRegistration.class.getName())
          .log(System.Logger.Level.WARNING, name + " is taken; this cache's bean is not shown");
    }
  }

  private void unregister(MBeanServer platform) throws JMException {
    server = null;
    try {
      platform.unregisterMBean(name);
    } catch (InstanceNotFoundException e) {
      // Somebody cleaned up before us; the name is free, which is all we want.
    }
  }
}
