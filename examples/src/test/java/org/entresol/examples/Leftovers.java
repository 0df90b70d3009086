package org.entresol.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/** What an example that closes cleanly leaves: no cache, and no bean in JMX. */
final class Leftovers {

  private Leftovers() {}

  static void assertNone() {
    try (CacheManager reopened = Caching.getCachingProvider().getCacheManager()) {
      assertThat(reopened.getCacheNames()).isEmpty();
    }
    try {
      assertThat(
              ManagementFactory.getPlatformMBeanServer()
                  .queryNames(new ObjectName("javax.cache:*"), null))
          .isEmpty();
    } catch (MalformedObjectNameException e) {
      throw new AssertionError(e);
    }
  }
}
