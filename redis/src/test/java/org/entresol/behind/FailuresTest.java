package org.entresol.behind;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.event.EventType;
import javax.cache.integration.CacheWriterException;
import org.entresol.DeadLetter;
import org.entresol.EntresolCache;
import org.entresol.EntresolStatisticsMXBean;
import org.entresol.Stack;
import org.entresol.TestStacks;
import org.entresol.behind.Source.Write;
import org.entresol.jcache.Crew;
import org.entresol.jcache.Ear;
import org.entresol.jcache.TestCaches;
import org.entresol.stats.Beans;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;

/** Sources that fail in part, always, for some keys, or never answer. */
@Tag("server")
class FailuresTest {
  @RegisterExtension private final Lab lab = new Lab();

  private final Source source = lab.source();

  private static Map<String, String> rows(int count) {
    Map<String, String> rows = new HashMap<>();
    for (int i = 0; i < count; i++) {
      rows.put("k" + i, "v" + i);
    }
    return rows;
  }

  // ---- some are tried again

  @ParameterizedTest
  @TestStacks.Each
  void writeAll_failsAtOneKey_doesTheOthersOnceAndThatOneAgain(Stack stack) {
    EntresolCache<String, String> cache = lab.open(stack);
    AtomicBoolean failed = new AtomicBoolean();
    source.before(
        key -> {
          if (key.equals("k3") && failed.compareAndSet(false, true)) {
            throw new IllegalStateException("k3 is locked");
          }
        });
    cache.putAll(rows(6));
    cache.flush();

    assertThat(source.rows()).isEqualTo(rows(6));
    assertThat(source.writes()).as("each once").hasSize(6);
    assertThat(source.batches().get(0)).hasSize(6);
    assertThat(source.batches().stream().skip(1)).anyMatch(batch -> batch.contains("k3"));
  }

  @ParameterizedTest
  @TestStacks.Each
  void deleteAll_failsAtOneKey_doesTheOthersOnceAndThatOneAgain(Stack stack) {
    EntresolCache<String, String> cache = lab.open(stack);
    source.rows().putAll(rows(6));
    AtomicBoolean failed = new AtomicBoolean();
    source.before(
        key -> {
          if (key.equals("k3") && failed.compareAndSet(false, true)) {
            throw new IllegalStateException("k3 is locked");
          }
        });
    cache.removeAll(rows(6).keySet());
    cache.flush();

    assertThat(source.rows()).isEmpty();
    assertThat(source.writes()).as("each once").hasSize(6);
  }

  @ParameterizedTest
  @TestStacks.Each
  void writer_throwsErrors_isTriedAgainByTheSameThread(Stack stack) {
    EntresolCache<String, String> cache = lab.open(stack);
    AtomicInteger tries = new AtomicInteger();
    source.before(
        key -> {
          switch (tries.incrementAndGet()) {
            case 1 -> throw new StackOverflowError();
            case 2 -> throw new AssertionError("no");
            case 3 -> throw new CacheWriterException("no");
            default -> {}
          }
        });
    cache.put("k", "v");
    cache.flush();

    assertThat(source.rows()).isEqualTo(Map.of("k", "v"));
    assertThat(tries).hasValue(4);
  }

  @ParameterizedTest
  @TestStacks.Each
  void put_whileTheOlderWriteFails_isWrittenInItsPlace(Stack stack) {
    EntresolCache<String, String> cache = lab.open(stack, it -> it.delay(Lab.AT_ONCE));
    source.down(true);
    cache.put("k", "1");
    Crew.until(() -> !source.batches().isEmpty());
    cache.put("k", "2");
    source.down(false);
    cache.flush();

    // A try of the older one may have been under way just then.
    assertThat(source.writes()).endsWith(new Write("k", "2")).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @TestStacks.Each
  void tries_ofAWriteThatFails_areAsManyAsConfiguredWithGrowingPauses(Stack stack) {
    Duration backoff = Duration.ofMillis(20);
    EntresolCache<String, String> cache = lab.open(stack, it -> it.tries(5).backoff(backoff));
    Queue<Long> instants = new ConcurrentLinkedQueue<>();
    source.before(
        key -> {
          instants.add(System.nanoTime());
          throw new IllegalStateException("no");
        });
    cache.put("k", "v");
    Lab.flushInVain(cache);

    List<Long> tried = List.copyOf(instants);
    assertThat(tried).hasSize(5);
    for (int i = 1; i < tried.size(); i++) {
      long least = backoff.multipliedBy(1L << (i - 1)).dividedBy(2).minusMillis(2).toNanos();
      assertThat(tried.get(i) - tried.get(i - 1)).as("pause %s", i).isGreaterThan(least);
    }
  }

  // ---- dead letters

  @ParameterizedTest
  @TestStacks.Each
  void flush_onePoisonAmongFiftyGoodOnes_buriesItAlone(Stack stack) {
    EntresolCache<String, String> cache = lab.open(stack, it -> it.tries(3));
    source.poison("poison");
    cache.putAll(rows(50));
    cache.put("poison", "drop");

    CacheWriterException failure = Lab.flushInVain(cache);

    assertThat(failure)
        .hasMessageContainingAll("'poison'", "'c'")
        .hasRootCauseMessage("the source does not take poison");
    assertThat(source.rows()).isEqualTo(rows(50));
    List<DeadLetter<String, String>> letters = cache.deadLetters().list(100);
    assertThat(letters).hasSize(1);
    DeadLetter<String, String> letter = letters.get(0);
    assertThat(letter.key()).isEqualTo("poison");
    assertThat(letter.value()).isEqualTo("drop");
    assertThat(letter.deletion()).isFalse();
    assertThat(letter.tries()).isEqualTo(3);
    assertThat(letter.error())
        .contains("IllegalArgumentException", "the source does not take poison");
    assertThat(cache.get("poison")).isEqualTo("drop");
  }

  @ParameterizedTest
  @TestStacks.Each
  void flush_onePoisonAmongFiftyDeletions_buriesItAlone(Stack stack) {
    EntresolCache<String, String> cache = lab.open(stack, it -> it.tries(2));
    source.rows().putAll(rows(50));
    source.poison("poison");
    cache.removeAll(rows(50).keySet());
    cache.remove("poison");

    Lab.flushInVain(cache);

    assertThat(source.rows()).isEmpty();
    assertThat(cache.deadLetters().list(100))
        .singleElement()
        .satisfies(letter -> assertThat(letter.key()).isEqualTo("poison"))
        .satisfies(letter -> assertThat(letter.value()).isNull())
        .satisfies(letter -> assertThat(letter.deletion()).isTrue());
  }

  // ---- figures

  @ParameterizedTest
  @TestStacks.Each
  void statistics_ofFailuresAndSuccesses_countThem(Stack stack) {
    EntresolCache<String, String> cache =
        lab.open(lab.behind(stack, it -> it.tries(3)).statistics(true));
    EntresolStatisticsMXBean statistics = Beans.statistics("c");
    source.poison("poison");
    cache.putAll(rows(4));
    cache.put("poison", "v");
    assertThat(statistics.getPendingWrites()).isEqualTo(5);
    assertThat(statistics.getWriteBatches()).isZero();
    Crew.until(() -> statistics.getOldestPendingWriteMillis() > 0);

    Lab.flushInVain(cache);

    assertThat(statistics.getPendingWrites()).isZero();
    assertThat(statistics.getOldestPendingWriteMillis()).isZero();
    assertThat(statistics.getDeadLetters()).isEqualTo(1);
    assertThat(statistics.getWrites()).isEqualTo(4);
    assertThat(statistics.getWriteBatches()).isEqualTo(source.batches().size());
    assertThat(statistics.getWriteFailures())
        .isEqualTo(
            source.batches().stream().filter(b -> b.contains("poison")).mapToInt(Set::size).sum())
        .isGreaterThanOrEqualTo(7);
    assertThat(statistics.getWriteRetries())
        .as("all but the first try of each")
        .isEqualTo(source.batches().stream().mapToInt(Set::size).sum() - 5);
    assertThat(statistics.getCachePuts()).as("puts of users only").isEqualTo(5);
    assertThat(statistics.getCacheRemovals()).isZero();
  }

  @ParameterizedTest
  @TestStacks.Each
  void listener_ofACacheThatWritesBehind_hearsOfUsersOnly(Stack stack) {
    Ear<String, String> ear = new Ear<>();
    EntresolCache<String, String> cache =
        lab.open(lab.behind(stack, it -> it.tries(2)).listener(TestCaches.synchronous(ear)));
    source.poison("k");
    cache.put("k", "1");
    assertThat(ear.types()).containsExactly(EventType.CREATED);
    cache.put("k", "2");
    cache.remove("k");
    cache.put("k", "3");
    Lab.flushInVain(cache);
    cache.deadLetters().replayAll();
    source.heal();
    cache.flush();

    assertThat(ear.types())
        .containsExactly(
            EventType.CREATED, EventType.UPDATED, EventType.REMOVED, EventType.CREATED);
    assertThat(source.writes()).containsExactly(new Write("k", "3"));
  }

  // ---- writers that are unusual

  @ParameterizedTest
  @TestStacks.Each
  void writer_thatCallsTheCache_isFree(Stack stack) {
    EntresolCache<String, String> cache = lab.open(stack);
    source.before(
        key -> {
          if (key.equals("k")) {
            assertThat(cache.get(key)).isEqualTo("v");
            cache.put("audit", "of " + key);
            cache.put("k", "written again");
            source.before(other -> {});
          }
        });
    cache.put("k", "v");
    cache.flush();
    cache.flush();

    assertThat(source.rows()).isEqualTo(Map.of("k", "written again", "audit", "of k"));
  }

  @ParameterizedTest
  @TestStacks.Each
  void writer_thatFlushes_getsAnExceptionAndHangsNobody(Stack stack) {
    EntresolCache<String, String> cache = lab.open(stack);
    Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    source.before(
        key -> {
          source.before(other -> {});
          try {
            cache.flush();
          } catch (CacheWriterException e) {
            failures.add(e);
          }
        });
    cache.put("k", "v");
    Crew.promptly(cache::flush);

    assertThat(failures).hasSize(1);
    assertThat(source.rows()).isEqualTo(Map.of("k", "v"));
  }

  @ParameterizedTest
  @TestStacks.Each
  void writer_thatHangs_makesFlushThrowAndHoldsUpNobodyElse(Stack stack) {
    EntresolCache<String, String> cache =
        lab.open(
            lab.behind(stack, it -> it.delay(Lab.AT_ONCE).flushTimeout(Duration.ofMillis(200)))
                .readThrough(true));
    source.holdUp();
    cache.put("hung", "v");
    Crew.until(() -> !source.batches().isEmpty());
    cache.put("waits", "v");

    assertThat(Lab.flushInVain(cache)).hasMessageContainingAll("'hung'", "'c'", "200 milliseconds");

    Crew.promptly(
        () -> {
          cache.put("hung", "newer");
          cache.remove("other");
          cache.invoke(
              "hung",
              (entry, more) -> {
                entry.setValue(entry.getValue() + "!");
                return true;
              });
          assertThat(cache.get("hung")).isEqualTo("newer!");
          assertThat(cache.getAll(Set.of("waits", "other"))).isEqualTo(Map.of("waits", "v"));
          cache.clear();
          assertThat(cache.get("hung")).isEqualTo("newer!");
        });
    Crew.promptly(cache::close);
  }
}
