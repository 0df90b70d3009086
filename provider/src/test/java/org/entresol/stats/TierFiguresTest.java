package org.entresol.stats;

import static javax.cache.expiry.Duration.ONE_MINUTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.configuration.FactoryBuilder.SingletonFactory;
import javax.cache.expiry.CreatedExpiryPolicy;
import org.entresol.EntresolCache;
import org.entresol.EntresolConfiguration;
import org.entresol.EntresolTiersMXBean;
import org.entresol.HeapBound;
import org.entresol.OnFailure;
import org.entresol.Stack;
import org.entresol.fixtures.MemoryLab;
import org.entresol.jcache.FunctionLoader;
import org.entresol.tier.memory.Inbox;
import org.entresol.time.FakeClock;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The figures of tiers, beside what a test can count itself. */
@Tag("unit")
class TierFiguresTest {
  private static final String HERE = "here";

  private final FakeClock clock = new FakeClock();
  @RegisterExtension private final MemoryLab lab = new MemoryLab(clock);
  private final AtomicInteger asked = new AtomicInteger();

  private EntresolConfiguration.Builder<String, String> plain() {
    return texts(Stack.HEAP_REDIS).partitions(1);
  }

  private static EntresolConfiguration.Builder<String, String> texts(Stack stack) {
    return EntresolConfiguration.builder(String.class, String.class).stack(stack).statistics(true);
  }

  private EntresolCache<String, String> open(
      String node, EntresolConfiguration.Builder<String, String> builder) {
    return (EntresolCache<String, String>) lab.manager(node).createCache("c", builder.build());
  }

  private static EntresolTiersMXBean figures(EntresolCache<?, ?> cache) {
    return cache.unwrap(EntresolTiersMXBean.class);
  }

  // ---- hits

  @Test
  void hits_ofNearCopiesAndTheAuthority_areToldApart() {
    EntresolCache<String, String> there = open("there", plain());
    EntresolCache<String, String> here = open(HERE, plain());
    there.putAll(Map.of("a", "1", "b", "2", "c", "3"));

    here.get("a");
    here.get("a");
    here.get("a");
    here.getAll(Set.of("a", "b", "absent"));
    here.getAll(Set.of("a", "b"));
    here.containsKey("c");
    here.getAndPut("b", "4");

    assertThat(figures(here).getNearHits()).isEqualTo(2 + 1 + 2);
    assertThat(figures(here).getAuthorityHits()).isEqualTo(1 + 1 + 1);
    assertThat(Beans.figures(here).getCacheHits()).isEqualTo(8);
    assertThat(Beans.figures(here).getCacheMisses()).isEqualTo(1);
  }

  @Test
  void hits_onTheHeap_areTheAuthoritys() {
    EntresolCache<String, String> cache =
        open(HERE, texts(Stack.HEAP).expiry(CreatedExpiryPolicy.factoryOf(ONE_MINUTE)));
    cache.put("a", "1");
    cache.get("a");
    cache.getAll(Set.of("a", "b"));

    assertThat(figures(cache).getAuthorityHits()).isEqualTo(2);
    assertThat(figures(cache).getNearHits()).isZero();
    assertThat(figures(cache).getRemoteCalls()).isZero();
    assertThat(figures(cache).getHeapEntries()).isEqualTo(1);
  }

  @Test
  void counts_ofTheWay_areNoneWhileStatisticsAreOff() {
    EntresolCache<String, String> here = open(HERE, loading().statistics(false));
    here.get("a");
    here.get("a");

    EntresolTiersMXBean figures = figures(here);
    assertThat(figures.getNearHits() + figures.getAuthorityHits()).isZero();
    assertThat(figures.getRemoteCalls() + figures.getLoadCalls()).isZero();
    assertThat(Beans.named("CacheTiers", "c")).isEmpty();
  }

  @Test
  void clear_ofStatistics_setsTheCountsOfTheWayToZero() {
    EntresolCache<String, String> here = open(HERE, loading());
    here.get("a");
    here.get("a");

    Beans.figures(here).clear();

    EntresolTiersMXBean figures = Beans.tiers("c");
    assertThat(figures.getNearHits() + figures.getLoadCalls() + figures.getRemoteCalls()).isZero();
    assertThat(figures.getLoadCallMillis() + figures.getRemoteCallMillis()).isZero();
  }

  // ---- the heap

  @Test
  void copies_beyondTheBound_areEvictions() {
    EntresolCache<String, String> here = open(HERE, plain().heap(HeapBound.entries(10)));
    for (int i = 0; i < 500; i++) {
      here.put("k" + i, "v");
    }
    clean(here);

    assertThat(figures(here).getHeapEntries()).isEqualTo(10);
    assertThat(figures(here).getNearEvictions()).isEqualTo(490);
    assertThat(figures(here).getHeapBytes()).as("nothing is weighed").isEqualTo(-1);
  }

  private static void clean(EntresolCache<?, ?> cache) {
    cache.unwrap(com.github.benmanes.caffeine.cache.Cache.class).cleanUp();
  }

  @Test
  void copies_weighed_areToldInBytes() {
    EntresolCache<String, String> here = open(HERE, plain().heap(HeapBound.bytes(1 << 20)));
    assertThat(figures(here).getHeapBytes()).isZero();
    here.put("a", "x".repeat(1000));
    clean(here);
    long one = figures(here).getHeapBytes();
    here.put("b", "x".repeat(1000));
    clean(here);

    assertThat(one).isBetween(1000L, 1400L);
    assertThat(figures(here).getHeapBytes()).isEqualTo(2 * one);
  }

  @Test
  void copies_changedElsewhere_areOutdated() {
    EntresolCache<String, String> there = open("there", plain());
    EntresolCache<String, String> here = open(HERE, plain());
    here.put("a", "1");
    here.put("b", "1");
    there.put("a", "2");
    there.remove("b");
    there.remove("never near");

    assertThat(figures(here).getNearOutdated()).isEqualTo(2);
  }

  // ---- announcements

  @Test
  void announcements_sentHeardLostAndBehind_areThoseOfTheAuthority() {
    EntresolCache<String, String> there = open("there", plain());
    EntresolCache<String, String> here = open(HERE, plain());
    there.put("a", "1");
    there.put("b", "1");
    there.remove("b");
    there.invalidate("c");
    there.putIfAbsent("a", "2");
    here.put("d", "1");
    assertThat(figures(there).getAnnouncementsSent()).isEqualTo(4);
    assertThat(figures(here).getAnnouncementsSent()).isEqualTo(1);
    assertThat(figures(here).getAnnouncementsHeard()).isEqualTo(5);

    Inbox inbox = lab.node(HERE).tiers().get(0).inbox();
    inbox.hold();
    there.put("a", "3");
    there.put("a", "4");
    there.put("a", "5");
    lab.repair();
    assertThat(figures(here).getPartitionLags()).containsExactly(3);
    assertThat(figures(here).getGreatestPartitionLag()).isEqualTo(3);
    assertThat(figures(here).getAnnouncementsLost()).isZero();

    inbox.loseAll();
    inbox.release();
    lab.repair();
    assertThat(figures(here).getAnnouncementsLost()).isEqualTo(3);
    assertThat(figures(here).getRepairs()).isEqualTo(1);
    lab.repair();
    assertThat(figures(here).getPartitionLags()).containsExactly(0);
    assertThat(figures(here).getAnnouncementsHeard()).isEqualTo(5);
  }

  @Test
  void calls_whileTheAuthorityIsAwayAndSkipped_areNotCounted() {
    EntresolCache<String, String> here = open(HERE, plain().onFailure(OnFailure.MISS));
    here.put("a", "1");
    assertThat(figures(here).getRemoteCalls()).isEqualTo(1);
    long sent = figures(here).getAnnouncementsSent();
    lab.node(HERE).link().cut(true);
    here.put("a", "2");
    for (int i = 0; i < 10; i++) {
      here.get("b");
      here.put("a", "3");
    }
    here.clear();
    here.invalidateNearEverywhere();

    assertThat(figures(here).getRemoteCalls()).isEqualTo(2);
    assertThat(figures(here).getRemoteCallFailures()).isEqualTo(1);
    assertThat(figures(here).getAnnouncementsSent()).isEqualTo(sent);
  }

  @Test
  void announcements_lostBeforeOneThatComes_areCountedByIt() {
    EntresolCache<String, String> there = open("there", plain());
    EntresolCache<String, String> here = open(HERE, plain());
    there.put("a", "1");
    Inbox inbox = lab.node(HERE).tiers().get(0).inbox();
    inbox.hold();
    there.put("a", "2");
    there.put("a", "3");
    inbox.loseAll();
    inbox.release();
    there.put("a", "4");

    assertThat(figures(here).getAnnouncementsLost()).isEqualTo(2);
    assertThat(figures(here).getAnnouncementsHeard()).isEqualTo(2);
    assertThat(figures(here).getRepairs()).as("nobody compared").isZero();
  }

  // ---- the way

  private EntresolConfiguration.Builder<String, String> loading() {
    return plain()
        .loader(
            new SingletonFactory<>(
                new FunctionLoader<>(
                    key -> {
                      asked.incrementAndGet();
                      clock.advance(Duration.ofMillis(40));
                      return "loaded " + key;
                    })))
        .readThrough(true);
  }

  @Test
  void loads_counted_areThoseOfTheLoader() {
    EntresolCache<String, String> here = open(HERE, loading());
    here.get("a");
    here.get("b");
    here.get("b");

    EntresolTiersMXBean figures = Beans.tiers("c");
    assertThat(figures.getLoadCalls()).isEqualTo(asked.get()).isEqualTo(2);
    assertThat(figures.getLoadCallMillis()).isEqualTo(80.0);
    assertThat(figures.getLoadCallTimes())
        .containsEntry(0.025, 0L)
        .containsEntry(0.05, 2L)
        .containsEntry(Double.POSITIVE_INFINITY, 2L);
  }

  @Test
  void remoteCalls_counted_areThoseOfOperations() {
    EntresolCache<String, String> here = open(HERE, plain().stack(Stack.REDIS));
    here.put("a", "1");
    here.get("a");
    here.getAll(Set.of("a", "b"));
    lab.node(HERE).link().cut(true);
    assertThatThrownBy(() -> here.get("a"));
    assertThatThrownBy(() -> here.put("a", "2"));

    EntresolTiersMXBean figures = figures(here);
    assertThat(figures.getRemoteCalls()).isEqualTo(5);
    assertThat(figures.getRemoteCallFailures()).isEqualTo(2);
    assertThat(figures.getRemoteCallTimes()).containsEntry(Double.POSITIVE_INFINITY, 5L);
    assertThat(figures.getRemoteCallMillis()).isPositive();
  }

  @Test
  void measure_outOfBounds_isRefusedWithWhatIsAllowed() {
    EntresolTiersMXBean figures = figures(open(HERE, plain()));
    assertThat(figures.getSharedEntries()).isEqualTo(-1);

    assertThatThrownBy(() -> figures.measure(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("weighed: 0; allowed: 1 to 100000");
  }
}
