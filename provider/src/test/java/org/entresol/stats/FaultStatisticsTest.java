package org.entresol.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import javax.cache.Cache;
import javax.cache.configuration.FactoryBuilder.SingletonFactory;
import org.entresol.EntresolConfiguration;
import org.entresol.EntresolStatisticsMXBean;
import org.entresol.Stack;
import org.entresol.fixtures.LogLines;
import org.entresol.fixtures.MemoryLab;
import org.entresol.jcache.FunctionLoader;
import org.entresol.tier.TierException;
import org.entresol.tier.memory.Inbox;
import org.entresol.time.FakeClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What has gone wrong between a node and the authority, in figures and in lines of the log. */
@Tag("unit")
class FaultStatisticsTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final String HERE = "here";

  private final FakeClock clock = new FakeClock();
  @RegisterExtension private final MemoryLab lab = new MemoryLab(clock);

  @RegisterExtension
  private final LogLines keeper = new LogLines("org.entresol.store.tiered.NearKeeper");

  @RegisterExtension
  private final LogLines loads = new LogLines("org.entresol.engine.load.Unstored");

  private Cache<String, String> cache;
  private Cache<String, String> elsewhere;
  private EntresolStatisticsMXBean figures;

  @BeforeEach
  void open() {
    EntresolConfiguration.Builder<String, String> plain =
        EntresolConfiguration.builder(String.class, String.class)
            .stack(Stack.HEAP_REDIS)
            .partitions(1);
    elsewhere = lab.manager("there").createCache("c", plain.build());
    cache =
        lab.manager(HERE)
            .createCache(
                "c",
                plain
                    .loader(new SingletonFactory<>(new FunctionLoader<>(key -> "loaded " + key)))
                    .readThrough(true)
                    .statistics(true)
                    .build());
    figures = Beans.statistics("c");
  }

  private void loseNews() {
    Inbox inbox = lab.node(HERE).tiers().get(0).inbox();
    inbox.hold();
    elsewhere.put("a", "lost");
    inbox.loseAll();
    inbox.release();
  }

  private void repairTwice() {
    lab.repair();
    lab.repair();
  }

  // ---- announcements

  @Test
  void announcements_allHeard_areNoGaps() {
    for (int i = 0; i < 10; i++) {
      elsewhere.put("a", "v" + i);
      cache.put("b", "v" + i);
      repairTwice();
    }

    assertThat(figures.getAnnouncementGaps()).isZero();
    assertThat(keeper.warnings()).isZero();
  }

  @Test
  void announcement_lost_isAGapAndAWarningOnceAMinute() {
    elsewhere.put("a", "first");
    for (int i = 1; i <= 5; i++) {
      loseNews();
      repairTwice();
      assertThat(figures.getAnnouncementGaps()).isEqualTo(i);
    }
    assertThat(keeper.warnings()).isEqualTo(1);

    clock.advance(MINUTE);
    lab.repair();
    assertThat(keeper.warnings()).as("those that were not told").isEqualTo(2);
    clock.advance(MINUTE);
    lab.repair();
    assertThat(keeper.warnings()).as("nothing new").isEqualTo(2);
  }

  @Test
  void authority_withAnotherHistory_isNoGap() {
    elsewhere.put("a", "first");
    lab.authority().lose();
    repairTwice();

    assertThat(figures.getAnnouncementGaps()).isZero();
  }

  // ---- fills

  @Test
  void read_overtakenByAnAnnouncement_isARefusedNearFill() {
    elsewhere.put("a", "old");
    lab.node(HERE)
        .link()
        .after(
            () -> {
              lab.node(HERE).link().mend();
              elsewhere.put("a", "new");
            });
    cache.get("a");

    assertThat(figures.getRefusedNearFills()).isEqualTo(1);
    assertThat(cache.get("a")).isEqualTo("new");
    assertThat(figures.getRefusedNearFills()).isEqualTo(1);
  }

  @Test
  void load_whileTheAuthorityIsAway_isCountedAndNotWarnedOf() {
    lab.node(HERE).link().cut(true);

    assertThat(cache.get("a")).isEqualTo("loaded a");
    assertThat(figures.getUnstoredLoads()).isEqualTo(1);
    assertThat(loads.warnings()).isZero();
  }

  @Test
  void loads_thatTheAuthorityRefuses_areCountedAndWarnedOfOnceAMinute() {
    lab.node(HERE)
        .link()
        .before(
            () -> {
              throw new TierException("There is no room", null, true);
            });

    for (int i = 0; i < 5; i++) {
      assertThat(cache.get("k" + i)).isEqualTo("loaded k" + i);
    }
    assertThat(figures.getUnstoredLoads()).isEqualTo(5);
    assertThat(loads.warnings()).isEqualTo(1);

    clock.advance(MINUTE);
    assertThat(cache.get("later")).isEqualTo("loaded later");
    assertThat(loads.warnings()).isEqualTo(2);
  }
}
