package org.entresol.behind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.entresol.EntresolCache;
import org.entresol.EntresolWriteBehindMXBean;
import org.entresol.Stack;
import org.entresol.TestStacks;
import org.entresol.jcache.Crew;
import org.entresol.jcache.RedisNodes;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Flushing, closing, destroying and opening again. */
@Tag("server")
class LifeCycleTest {
  private static final Duration SHORT = Duration.ofMillis(200);

  @RegisterExtension private final Lab lab = new Lab();

  private final Source source = lab.source();

  private static long writeThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("entresol-write-"))
        .count();
  }

  // ---- without a flush

  @ParameterizedTest
  @TestStacks.Each
  void put_afterTheDelay_isWrittenByItself(Stack stack) {
    Duration delay = Duration.ofMillis(50);
    EntresolCache<String, String> cache = lab.open(stack, it -> it.delay(delay));
    long[] written = new long[1];
    source.before(key -> written[0] = System.nanoTime());
    long start = System.nanoTime();
    cache.put("k", "v");

    Crew.until(() -> source.rows().equals(Map.of("k", "v")));
    // The server counts in whole milliseconds.
    assertThat(written[0] - start).isGreaterThan(delay.minusMillis(2).toNanos());
  }

  @ParameterizedTest
  @TestStacks.Each
  void put_beforeTheDelay_isNotWritten(Stack stack) {
    EntresolCache<String, String> cache = lab.open(stack);
    cache.put("k", "v");

    assertThat(source.batches()).isEmpty();
    assertThat(cache.get("k")).isEqualTo("v");
  }

  // ---- flush

  @ParameterizedTest
  @TestStacks.Each
  void flush_afterPutsOfManyThreads_hasAllOfThem(Stack stack) {
    EntresolCache<String, String> cache = lab.open(stack);
    Crew.race(
        6,
        thread ->
            () -> {
              for (int i = 0; i < 50; i++) {
                cache.put(thread + ":" + i, "v");
              }
              return thread;
            });

    cache.flush();

    assertThat(source.rows()).hasSize(300);
  }

  @ParameterizedTest
  @TestStacks.Each
  void flush_nothingPending_returnsAtOnce(Stack stack) {
    EntresolCache<String, String> cache = lab.open(stack);

    Crew.promptly(cache::flush);

    assertThat(source.batches()).isEmpty();
  }

  @ParameterizedTest
  @TestStacks.Each
  void flush_whileOthersKeepWriting_ends(Stack stack) {
    EntresolCache<String, String> cache = lab.open(stack);
    AtomicBoolean over = new AtomicBoolean();
    AtomicInteger count = new AtomicInteger();
    Crew.Task<Boolean> writer =
        Crew.run(
            () -> {
              while (!over.get()) {
                int i = count.incrementAndGet();
                cache.put("hot" + i % 3, "v" + i);
              }
            });
    Crew.until(() -> count.get() > 10);

    for (int i = 0; i < 5; i++) {
      cache.put("own", "v" + i);
      Crew.promptly(cache::flush);
      assertThat(source.rows()).containsEntry("own", "v" + i);
    }

    over.set(true);
    writer.result();
  }

  @ParameterizedTest
  @TestStacks.Each
  void flush_sourceIsDown_throwsAndNamesWhatIsNotWritten(Stack stack) {
    EntresolCache<String, String> cache =
        lab.open(stack, it -> it.delay(Lab.AT_ONCE).flushTimeout(SHORT).tries(250));
    source.down(true);
    cache.put("a", "1");
    cache.remove("b");
    Crew.until(() -> source.batches().size() > 4);

    assertThat(Lab.flushInVain(cache))
        .hasMessageContainingAll("2 writes", "'a'", "'b'", "'c'")
        .hasRootCauseMessage("the source is down");

    source.down(false);
    Crew.until(() -> source.writes().size() == 2);
    assertThat(source.rows()).isEqualTo(Map.of("a", "1"));
  }

  @Test
  void flush_ofACacheThatWritesThrough_doesNothing() {
    EntresolCache<String, String> cache =
        (EntresolCache<String, String>)
            lab.nodes().open("plain", RedisNodes.texts(Stack.HEAP).build());
    cache.put("a", "1");
    cache.flush();

    assertThat(cache.deadLetters().list(1)).isEmpty();
    assertThat(cache.deadLetters().replayAll() + cache.deadLetters().dropAll()).isZero();
  }

  // ---- the end

  @ParameterizedTest
  @TestStacks.Each
  void close_withWritesPending_writesThem(Stack stack) {
    EntresolCache<String, String> cache = lab.open(stack);
    cache.put("a", "1");

    cache.close();

    assertThat(source.rows()).isEqualTo(Map.of("a", "1"));
  }

  @ParameterizedTest
  @TestStacks.Each
  void close_ofTheManager_writesWhatIsPending(Stack stack) {
    EntresolCache<String, String> cache = lab.open(stack);
    cache.put("a", "1");

    cache.getCacheManager().close();

    assertThat(source.rows()).isEqualTo(Map.of("a", "1"));
  }

  @ParameterizedTest
  @TestStacks.Each
  void close_always_endsTheThreads(Stack stack) {
    Crew.until(() -> writeThreads() == 0);
    EntresolCache<String, String> cache = lab.open(stack);
    cache.put("a", "1");
    assertThat(writeThreads()).isPositive();

    cache.close();

    Crew.until(() -> writeThreads() == 0);
  }

  @ParameterizedTest
  @TestStacks.Each
  void close_writerHangs_endsWithinTheTimeAndLeavesNoThread(Stack stack) {
    Crew.until(() -> writeThreads() == 0);
    EntresolCache<String, String> cache =
        lab.open(stack, it -> it.delay(Lab.AT_ONCE).flushTimeout(SHORT));
    source.before(
        key -> {
          try {
            Thread.currentThread().join();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
    cache.put("a", "1");
    Crew.until(() -> !source.batches().isEmpty());

    Crew.promptly(cache::close);

    Crew.until(() -> writeThreads() == 0);
    assertThat(source.rows()).isEmpty();
  }

  @ParameterizedTest
  @TestStacks.Each
  void destroyCache_withWritesPending_writesThemFirst(Stack stack) {
    EntresolCache<String, String> cache = lab.open(stack);
    cache.put("a", "1");
    cache.remove("b");

    cache.getCacheManager().destroyCache("c");

    assertThat(source.rows()).isEqualTo(Map.of("a", "1"));
    assertThat(source.writes()).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource(names = {"REDIS", "HEAP_REDIS"})
  void destroyCache_sourceIsDown_isRefusedAndKeepsTheWrites(Stack stack) {
    EntresolCache<String, String> cache = lab.open(stack, it -> it.flushTimeout(SHORT).tries(250));
    CacheManager manager = cache.getCacheManager();
    source.down(true);
    cache.put("a", "1");

    assertThatThrownBy(() -> manager.destroyCache("c"))
        .isInstanceOf(CacheException.class)
        .hasMessageContaining("not destroyed");
    source.down(false);

    assertThat(cache.isClosed()).isTrue();
    EntresolCache<String, String> again = lab.open(stack);
    assertThat(again.get("a")).isEqualTo("1");
    again.flush();
    assertThat(source.rows()).isEqualTo(Map.of("a", "1"));
    manager.destroyCache("c");
    assertThat(lab.open(stack)).isEmpty();
  }

  @Test
  void destroyCache_sourceIsDownOnTheHeap_ends() {
    EntresolCache<String, String> cache =
        lab.open(Stack.HEAP, it -> it.flushTimeout(SHORT).tries(250));
    source.down(true);
    cache.put("a", "1");

    Crew.promptly(() -> cache.getCacheManager().destroyCache("c"));

    assertThat(cache.isClosed()).isTrue();
  }

  // ---- the next start

  @ParameterizedTest
  @EnumSource(names = {"REDIS", "HEAP_REDIS"})
  void open_afterACloseWhileTheSourceWasDown_writesWhatWasLeft(Stack stack) {
    EntresolCache<String, String> cache =
        lab.open("one", lab.behind(stack, it -> it.flushTimeout(SHORT).tries(250)));
    source.down(true);
    cache.put("a", "1");
    cache.remove("b");
    cache.close();
    lab.nodes().node("one").close();
    source.down(false);
    source.forget();

    EntresolCache<String, String> next =
        lab.open(
            "two", lab.behind(stack, it -> it.lease(Duration.ofMillis(300))).readThrough(true));

    assertThat(next.getAll(Set.of("a", "b"))).isEqualTo(Map.of("a", "1"));
    Crew.until(() -> source.rows().equals(Map.of("a", "1")));
    next.flush();
    assertThat(source.writes()).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource(names = {"REDIS", "HEAP_REDIS"})
  void open_afterDeadLettersWereLeft_hasThem(Stack stack) {
    EntresolCache<String, String> cache = lab.open("one", lab.behind(stack, it -> it.tries(1)));
    source.down(true);
    cache.put("a", "1");
    Lab.flushInVain(cache);
    lab.nodes().node("one").close();
    source.down(false);

    EntresolCache<String, String> next = lab.open("two", lab.behind(stack));

    assertThat(next.deadLetters().replayAll()).isEqualTo(1);
    next.flush();
    assertThat(source.rows()).isEqualTo(Map.of("a", "1"));
  }

  // ---- JMX

  private static Set<ObjectName> beans(MBeanServer server) throws Exception {
    return server.queryNames(
        new ObjectName("javax.cache:type=CacheWriteBehind,CacheManager=*,Cache=c"), null);
  }

  @ParameterizedTest
  @TestStacks.Each
  void bean_ofACacheThatWritesBehind_flushesListsReplaysAndDrops(Stack stack) throws Exception {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    EntresolCache<String, String> cache =
        lab.open(lab.behind(stack, it -> it.tries(1)).management(true));
    assertThat(beans(server)).hasSize(1);
    EntresolWriteBehindMXBean bean =
        JMX.newMXBeanProxy(
            server, beans(server).iterator().next(), EntresolWriteBehindMXBean.class);

    cache.put("fine", "1");
    bean.flush();
    assertThat(source.rows()).isEqualTo(Map.of("fine", "1"));

    source.down(true);
    cache.put("a", "1");
    cache.put("b", "1");
    cache.remove("d");
    Lab.flushInVain(cache);
    source.down(false);
    assertThat(bean.listDeadLetters(1)).hasSize(1);
    assertThat(bean.listDeadLetters(10))
        .hasSize(3)
        .allMatch(line -> line.contains("the source is down"))
        .anyMatch(line -> line.contains("write of key 'a'"))
        .anyMatch(line -> line.contains("deletion of key 'd'"));

    assertThat(bean.replayDeadLetter(idIn(bean, "'a'"))).isTrue();
    assertThat(bean.replayDeadLetter("no such")).isFalse();
    assertThat(bean.dropDeadLetter(idIn(bean, "'b'"))).isTrue();
    assertThat(bean.dropDeadLetter("no such")).isFalse();
    assertThat(bean.replayDeadLetters()).isEqualTo(1);
    assertThat(bean.dropDeadLetters()).isZero();
    bean.flush();
    assertThat(source.rows()).isEqualTo(Map.of("fine", "1", "a", "1"));

    cache.close();
    assertThat(beans(server)).isEmpty();
  }

  private static String idIn(EntresolWriteBehindMXBean bean, String key) {
    String line =
        bean.listDeadLetters(10).stream().filter(it -> it.contains(key)).findFirst().orElseThrow();
    return line.substring(0, line.indexOf(": "));
  }
}
