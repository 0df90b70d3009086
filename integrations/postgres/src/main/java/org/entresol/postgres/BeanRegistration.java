package org.entresol.postgres;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.ObjectName;

/** The place of one bean in JMX. Thread-safe. */
final class BeanRegistration implements AutoCloseable {
  private static final Logger LOG = System.getLogger(BeanRegistration.class.getName());

  private final ObjectName name;
  private final boolean registered;

  private BeanRegistration(ObjectName name, boolean registered) {
    this.name = name;
    this.registered = registered;
  }

  /** Registers the figures of a manager; where its name is taken, they are not shown. */
  static BeanRegistration of(PostgresFeedMXBean bean, String manager) {
    try {
      ObjectName name =
          new ObjectName("org.entresol:type=ChangeFeed,manager=" + ObjectName.quote(manager));
      boolean registered = true;
      try {
        ManagementFactory.getPlatformMBeanServer().registerMBean(bean, name);
      } catch (InstanceAlreadyExistsException e) {
        LOG.log(Level.WARNING, "The figures of the feed are not shown, as {0} is taken", name);
        registered = false;
      }
      return new BeanRegistration(name, registered);
    } catch (JMException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    if (registered) {
      try {
        ManagementFactory.getPlatformMBeanServer().unregisterMBean(name);
      } catch (JMException e) {
        LOG.log(Level.DEBUG, "The figures of the feed are not shown any more", e);
      }
    }
  }
}
