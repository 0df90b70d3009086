package org.entresol.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import javax.cache.Cache;
import javax.cache.CacheException;
import org.entresol.EntresolConfiguration;
import org.entresol.Stack;
import org.entresol.testing.JvmProcess;
import org.entresol.testing.RedisServers;
import org.entresol.testing.RespClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Operations on one key that many threads, nodes and processes want at the same time. */
@Tag("processes")
class AtomicityTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int ROUNDS = 2000;

  @RegisterExtension private final RedisNodes nodes = new RedisNodes();
  private final RespClient resp = RedisServers.shared().connect();
  private final List<JvmProcess> processes = new ArrayList<>();

  @AfterEach
  void end() {
    processes.forEach(JvmProcess::close);
    resp.close();
  }

  private static EntresolConfiguration<String, Integer> numbers(Stack stack) {
    return RedisNodes.numbers(stack).holdWait(LIMIT).build();
  }

  private JvmProcess start(String lease) {
    JvmProcess process =
        JvmProcess.start(
            AtomicityMain.class, "" + RedisServers.shared().port(), nodes.namespace(), lease);
    processes.add(process);
    return process;
  }

  private List<JvmProcess> start(int count) {
    for (int i = 0; i < count; i++) {
      start("10s");
    }
    processes.forEach(process -> process.awaitLine("ready"::equals, LIMIT));
    return processes;
  }

  // ---- sums

  @ParameterizedTest
  @EnumSource(names = {"REDIS", "HEAP_REDIS"})
  void invoke_twoThreadsAddOne_sumsUp(Stack stack) {
    Cache<String, Integer> cache = nodes.open("c", numbers(stack));
    Callable<Boolean> job =
        () -> {
          for (int i = 0; i < ROUNDS; i++) {
            cache.invoke("sum", (entry, none) -> AtomicityMain.increment(entry));
          }
          return true;
        };
    Crew.race(2, i -> job);
    assertThat(cache.get("sum")).isEqualTo(2 * ROUNDS);
  }

  @Test
  void invoke_twoNodesAddOne_sumsUp() {
    List<Cache<String, Integer>> caches =
        List.of(
            nodes.node("one").createCache("c", numbers(Stack.HEAP_REDIS)),
            nodes.node("two").createCache("c", numbers(Stack.HEAP_REDIS)));
    Crew.race(
        2,
        i ->
            () -> {
              for (int round = 0; round < ROUNDS / 4; round++) {
                caches.get(i).invoke("sum", (entry, none) -> AtomicityMain.increment(entry));
              }
              return true;
            });
    assertThat(caches).allSatisfy(c -> Crew.until(() -> c.get("sum") == ROUNDS / 2));
  }

  @Test
  void invoke_twoProcessesAddOne_sumsUp() {
    List<JvmProcess> both = start(2);
    both.forEach(process -> process.send("add sum " + ROUNDS));
    both.forEach(process -> process.awaitLine("added"::equals, LIMIT));
    Cache<String, Integer> cache = nodes.open("c", numbers(Stack.REDIS));
    assertThat(cache.get("sum")).isEqualTo(2 * ROUNDS);
  }

  // ---- side effects

  @Test
  void invoke_fourProcessesWithEightThreadsEachOnAnAbsentKey_actsOnce() {
    List<JvmProcess> four = start(4);
    for (int round = 0; round < 20; round++) {
      String key = UUID.randomUUID().toString();
      four.forEach(process -> process.send("once " + key + " 8"));
      for (JvmProcess process : four) {
        String answer = process.awaitLine(line -> line.startsWith("once"), LIMIT);
        assertThat(answer).isEqualTo("once [1, 1, 1, 1, 1, 1, 1, 1]");
      }
      assertThat(resp.text("GET", "effects-of-" + key)).isEqualTo("1");
    }
  }

  // ---- one winner

  @ParameterizedTest
  @EnumSource(names = {"REDIS", "HEAP_REDIS"})
  void putIfAbsent_sixteenThreadsOfTwoNodes_hasOneWinner(Stack stack) {
    List<Cache<String, Integer>> caches =
        List.of(
            nodes.node("one").createCache("c", numbers(stack)),
            nodes.node("two").createCache("c", numbers(stack)));
    for (int round = 0; round < 20; round++) {
      String key = "key" + round;
      List<Boolean> won = Crew.race(16, i -> () -> caches.get(i % 2).putIfAbsent(key, i));
      assertThat(won).containsOnlyOnce(true);
      int winner = won.indexOf(true);
      caches.forEach(cache -> assertThat(cache.get(key)).isEqualTo(winner));
    }
  }

  @Test
  void getAndRemove_sixteenThreads_oneGetsTheValue() {
    Cache<String, Integer> cache = nodes.open("c", numbers(Stack.HEAP_REDIS));
    for (int round = 0; round < 20; round++) {
      cache.put("a", round);
      List<Boolean> got = Crew.race(16, i -> () -> cache.getAndRemove("a") != null);
      assertThat(got).containsOnlyOnce(true);
    }
  }

  @Test
  void replaceIf_sixteenThreadsFromTheSameValue_oneReplaces() {
    Cache<String, Integer> cache = nodes.open("c", numbers(Stack.HEAP_REDIS));
    for (int round = 0; round < 20; round++) {
      cache.put("a", -1);
      List<Boolean> replaced = Crew.race(16, i -> () -> cache.replace("a", -1, i));
      assertThat(replaced).containsOnlyOnce(true);
      assertThat(cache.get("a")).isEqualTo(replaced.indexOf(true));
    }
  }

  // ---- a holder that dies

  @Test
  void invoke_holderKilled_goesOnWhenTheLeaseHasEnded() {
    JvmProcess holder = start("1s");
    holder.awaitLine("ready"::equals, LIMIT);
    holder.send("hold a");
    holder.awaitLine("holding"::equals, LIMIT);
    String lease = lease();
    holder.kill();
    Cache<String, Integer> cache = nodes.open("c", numbers(Stack.HEAP_REDIS));
    assertThat(resp.number("PTTL", lease)).isLessThanOrEqualTo(1000);
    Crew.promptly(() -> cache.invoke("a", (entry, none) -> AtomicityMain.increment(entry)));
    assertThat(cache.get("a")).isEqualTo(1);
  }

  @Test
  void invoke_holderAlivePastItsLease_keepsTheKey() {
    JvmProcess holder = start("1s");
    holder.awaitLine("ready"::equals, LIMIT);
    holder.send("hold a");
    holder.awaitLine("holding"::equals, LIMIT);
    EntresolConfiguration<String, Integer> impatient =
        RedisNodes.numbers(Stack.HEAP_REDIS).holdWait(Duration.ofSeconds(3)).build();
    Cache<String, Integer> cache = nodes.open("c", impatient);
    Throwable refused =
        catchThrowable(() -> cache.invoke("a", (entry, none) -> AtomicityMain.increment(entry)));
    assertThat(refused).isInstanceOf(CacheException.class).hasMessageContaining("a");
    assertThat(resp.number("PTTL", lease())).isPositive();
    assertThat(cache.containsKey("a")).isFalse();
  }

  /** The name of the one lease there is. */
  private String lease() {
    List<String> leases = resp.texts("KEYS", nodes.namespace() + ":*}:x:*");
    assertThat(leases).hasSize(1);
    return leases.get(0);
  }
}
