package org.entresol.jcache;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collection;

/** The closing of what users gave to a cache: loaders, writers, policies, listeners and filters. */
final class Resources {

  private static final Logger LOG = System.getLogger(Resources.class.getName());

  private Resources() {}

  /**
   * Closes those that can be closed; one that throws is logged and the others are closed all the
   * same.
   */
  static void closeAll(Collection<?> resources) {
    for (Object resource : resources) {
      if (resource instanceof AutoCloseable closeable) {
        try {
          closeable.close();
        } catch (Exception | Error e) {
          LOG.log(Level.WARNING, "Closing " + resource.getClass().getName() + " failed", e);
        }
      }
    }
  }
}
