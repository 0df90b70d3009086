package org.entresol.stats;

import java.lang.management.ManagementFactory;
import javax.cache.CacheException;
import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.ListenerNotFoundException;
import javax.management.MBeanServer;
import javax.management.MBeanServerDelegate;
import javax.management.MBeanServerNotification;
import javax.management.Notification;
import javax.management.NotificationListener;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * The registration of one MXBean with the platform's MBean server.
 *
 * <p>A name that is taken (two class loaders may each have a manager of the same URI) stays with
 * its first owner; when that gives it up, one of those who wait for it gets it. Thread-safe.
 */
public final class MBeanRegistration {

  private final ObjectName name;
  private final Object bean;

  /** Hears of all names that become free, while this one's is taken. */
  private final NotificationListener freed = this::hear;

  private @Nullable MBeanServer server;

  /** Where this waits for its name. */
  private @Nullable MBeanServer awaited;

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
    return in("javax.cache", type, manager, cache, bean);
  }

  /**
   * The registration of a bean that the specification does not know, and whose domain it must not
   * have: tools count on what is there. Not yet made.
   */
  public static MBeanRegistration beside(String type, String manager, String cache, Object bean) {
    return in("org.entresol", type, manager, cache, bean);
  }

  private static MBeanRegistration in(
      String domain, String type, String manager, String cache, Object bean) {
    String name =
        "%s:type=%s,CacheManager=%s,Cache=%s"
            .formatted(domain, type, sanitized(manager), sanitized(cache));
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
      if (registered && server == null && awaited == null) {
        register(ManagementFactory.getPlatformMBeanServer());
      } else if (!registered) {
        stopWaiting();
        unregister();
      }
    } catch (JMException e) {
      throw new CacheException("JMX refused " + name, e);
    }
  }

  private void register(MBeanServer platform) throws JMException {
    if (isRegisteredNow(platform)) {
      return;
    }
    awaited = platform;
    platform.addNotificationListener(MBeanServerDelegate.DELEGATE_NAME, freed, null, null);
    System.getLogger(MBeanRegistration.class.getName())
        .log(
            System.Logger.Level.WARNING,
            name + " is taken; this cache's bean is shown when the name becomes free");
    // It may have become free before anybody listened.
    takeOver(platform);
  }

  private boolean isRegisteredNow(MBeanServer platform) throws JMException {
    try {
      platform.registerMBean(bean, name);
      server = platform;
      return true;
    } catch (InstanceAlreadyExistsException e) {
      return false;
    }
  }

  private void hear(Notification notification, @Nullable Object unused) {
    if (notification instanceof MBeanServerNotification change
        && change.getType().equals(MBeanServerNotification.UNREGISTRATION_NOTIFICATION)
        && change.getMBeanName().equals(name)) {
      retry();
    }
  }

  private synchronized void retry() {
    MBeanServer platform = awaited;
    if (platform != null) {
      try {
        takeOver(platform);
      } catch (JMException e) {
        System.getLogger(MBeanRegistration.class.getName())
            .log(System.Logger.Level.WARNING, "JMX refused " + name, e);
      }
    }
  }

  private void takeOver(MBeanServer platform) throws JMException {
    if (isRegisteredNow(platform)) {
      stopWaiting();
    }
  }

  private void stopWaiting() throws JMException {
    MBeanServer platform = awaited;
    if (platform == null) {
      return;
    }
    awaited = null;
    try {
      platform.removeNotificationListener(MBeanServerDelegate.DELEGATE_NAME, freed);
    } catch (ListenerNotFoundException e) {
      // Somebody cleaned up before us; nobody listens, which is all we want.
    }
  }

  private void unregister() throws JMException {
    MBeanServer platform = server;
    if (platform == null) {
      return;
    }
    server = null;
    try {
      platform.unregisterMBean(name);
    } catch (InstanceNotFoundException e) {
      // Somebody cleaned up before us; the name is free, which is all we want.
    }
  }
}
