package org.entresol.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.entresol.EntresolStatisticsMXBean;
import org.entresol.jcache.TestCaches;
import org.entresol.recording.Spans;
import org.entresol.tier.Backlog;
import org.entresol.tier.Faults;
import org.entresol.tier.Faults.BreakerState;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The figures of loading, as JMX shows them beside those of the specification. */
@Tag("unit")
class LoadStatisticsTest {
  @RegisterExtension private final TestCaches caches = new TestCaches();

  private static final Faults FAULTS = new Faults(1_000_000, 2, BreakerState.CLOSED, 3, 4, 5, 6);

  private final Statistics statistics = new Statistics("c", new Spans());
  private final EntresolStatisticsMXBean bean =
      new StatisticsBean(statistics, () -> Backlog.NONE, () -> FAULTS);

  private static Object attribute(EntresolStatisticsMXBean bean, String name) throws JMException {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    ObjectName where = new ObjectName("org.entresol.test:type=" + name);
    server.registerMBean(bean, where);
    try {
      return server.getAttribute(where, name);
    } finally {
      server.unregisterMBean(where);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "LOADED, Loads",
    "FAILED, LoadFailures",
    "REFUSED, RefusedLoads",
    "UNSTORED, UnstoredLoads",
    "UNREPLACED, UnreplacedEntries",
    "REFRESHED, Refreshes",
    "STALE, StaleServes",
    "ABSENT, AbsencesServed",
    "UNGUARDED, UnguardedLoads",
    "TIMED_OUT, LoadTimeouts",
  })
  void attribute_ofEachEvent_countsThatOneOnly(LoadEvent event, String name) throws JMException {
    statistics.enable(true);
    Stream.of(LoadEvent.values()).forEach(other -> statistics.load(other, 100));
    statistics.load(event, 7);

    assertThat(attribute(bean, name)).isEqualTo(107L);
    bean.clear();
    assertThat(attribute(bean, name)).isEqualTo(0L);
  }

  @ParameterizedTest
  @CsvSource({
    "AwayMillis, 1",
    "RefusedCalls, 2",
    "SilentSubscriptions, 3",
    "UnreadableEntries, 4",
    "AnnouncementGaps, 5",
    "RefusedNearFills, 6",
  })
  void attribute_ofEachFault_isThatOneAndNotCleared(String name, long figure) throws JMException {
    bean.clear();

    assertThat(attribute(bean, name)).isEqualTo(figure);
  }

  @Test
  void averageLoadTime_ofSomeLoads_isInMicrosecondsPerKey() {
    statistics.enable(true);
    assertThat(bean.getAverageLoadTime()).isZero();

    statistics.load(LoadEvent.LOADED, 3);
    statistics.tiers().loads().add(2_000_000);
    statistics.load(LoadEvent.LOADED, 1);
    statistics.tiers().loads().add(6_000_000);

    assertThat(bean.getAverageLoadTime()).isEqualTo(2_000f);
  }

  @Test
  void bean_ofACache_showsAllFiguresOfTheInterface() throws JMException {
    caches.open(TestCaches.texts().setStatisticsEnabled(true));
    ObjectName name = Beans.named("CacheStatistics", "test").iterator().next();

    MBeanAttributeInfo[] shown =
        ManagementFactory.getPlatformMBeanServer().getMBeanInfo(name).getAttributes();

    assertThat(Arrays.stream(shown).map(MBeanAttributeInfo::getName))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(EntresolStatisticsMXBean.class.getMethods())
                .map(method -> method.getName())
                .filter(method -> method.startsWith("get"))
                .map(method -> method.substring("get".length()))
                .toList())
        .contains("CacheHits", "StaleServes");
  }
}
