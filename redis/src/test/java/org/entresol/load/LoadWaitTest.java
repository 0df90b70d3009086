package org.entresol.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entresol.jcache.RedisNodes.texts;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import org.entresol.LoadGuard;
import org.entresol.Stack;
import org.entresol.jcache.Crew;
import org.entresol.jcache.FunctionLoader;
import org.entresol.jcache.Gate;
import org.entresol.jcache.RedisNodes;
import org.entresol.testing.ClientCommand;
import org.entresol.testing.Monitor;
import org.entresol.testing.RedisServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a node waits for the load of another one, and for how long. */
@Tag("server")
class LoadWaitTest {
  private static final RedisServer SERVER = RedisServer.start();
  private static final String KEY = "waited";
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final int WAITERS = 8;

  /** What two nodes may send beside looks at the entry: tries for the lock, tickets, ends. */
  private static final int HANDFUL = 12;

  private final RedisNodes nodes = new RedisNodes(SERVER.address());
  private final Gate gate = Gate.closed();
  private final AtomicInteger loads = new AtomicInteger();

  @AfterAll
  static void end() {
    SERVER.close();
  }

  @AfterEach
  void close() {
    nodes.close();
  }

  /** Nodes whose loaders count; the first load waits at the gate. */
  private Cache<String, String> open(String node, LoadGuard guard, Duration wait) {
    return nodes
        .node(node)
        .createCache(
            "c",
            texts(Stack.HEAP_REDIS)
                .readThrough(true)
                .load(load -> load.guard(guard).waitTime(wait).lease(LONG))
                .loader(
                    () ->
                        new FunctionLoader<>(
                            key -> {
                              String number = "" + loads.incrementAndGet();
                              gate.pass();
                              return number;
                            }))
                .build());
  }

  private Crew.Task<String> startLoad(Cache<String, String> cache) {
    Crew.Task<String> task = Crew.start(() -> cache.get(KEY));
    gate.awaitVisitor();
    return task;
  }

  private static void passTime(Duration time) throws InterruptedException {
    boolean unused = new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  @ParameterizedTest
  @ValueSource(longs = {500, 3_000})
  void waiters_ofAnotherNode_sendAHandfulOfCommandsHoweverLongTheLoadTakes(long millis)
      throws Exception {
    Cache<String, String> one = open("one", LoadGuard.CLUSTER, LONG);
    Cache<String, String> two = open("two", LoadGuard.CLUSTER, LONG);
    Crew.Task<String> holder = startLoad(one);
    List<Crew.Task<String>> waiters = new ArrayList<>();

    List<ClientCommand> sent;
    try (Monitor monitor = Monitor.of(SERVER)) {
      sent =
          monitor.during(
              () -> {
                for (int i = 0; i < WAITERS; i++) {
                  waiters.add(Crew.start(() -> two.get(KEY)));
                }
                passTime(Duration.ofMillis(millis));
                gate.open();
                waiters.forEach(waiter -> assertThat(waiter.result()).isEqualTo("1"));
              });
    }

    assertThat(holder.result()).isEqualTo("1");
    assertThat(loads).hasValue(1);
    List<String> concerned = namesOfThoseForKey(sent);
    assertThat(concerned).filteredOn("MGET"::equals).hasSizeLessThanOrEqualTo(WAITERS);
    assertThat(concerned).filteredOn(name -> !name.equals("MGET")).hasSizeLessThan(HANDFUL);
  }

  /** The nodes' own pulse, which names no key, goes on meanwhile. */
  private static List<String> namesOfThoseForKey(List<ClientCommand> commands) {
    return commands.stream()
        .filter(command -> command.words().stream().anyMatch(word -> word.contains(KEY)))
        .map(ClientCommand::name)
        .toList();
  }

  /** The lease ends far later, so nothing but the news of the lock's end can have woken it. */
  @Test
  void waiter_ofAnotherNode_isWokenWhenTheLoadEnds() {
    Cache<String, String> one = open("one", LoadGuard.CLUSTER, LONG);
    Cache<String, String> two = open("two", LoadGuard.CLUSTER, LONG);
    Crew.Task<String> holder = startLoad(one);
    Crew.Task<String> waiter = Crew.start(() -> two.get(KEY)).awaitBlocked();

    gate.open();

    assertThat(holder.result()).isEqualTo("1");
    assertThat(waiter.result()).isEqualTo("1");
    assertThat(loads).hasValue(1);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 300})
  void waiter_whoseWaitHasEnded_loadsItself(long millis) {
    Duration wait = Duration.ofMillis(millis);
    Cache<String, String> one = open("one", LoadGuard.CLUSTER, LONG);
    Cache<String, String> two = open("two", LoadGuard.CLUSTER, wait);
    Crew.Task<String> holder = startLoad(one);

    long start = System.nanoTime();
    assertThat(Crew.start(() -> two.get(KEY)).result()).isEqualTo("2");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(wait);

    gate.open();
    // Whoever comes late is given what has been stored.
    assertThat(holder.result()).isEqualTo("2");
    assertThat(two.get(KEY)).isEqualTo("2");
    assertThat(one.get(KEY)).isEqualTo("2");
    assertThat(loads).hasValue(2);
  }

  /** Under the weaker guards nodes do not wait for each other, and within a node as they say. */
  @ParameterizedTest
  @ValueSource(strings = {"NODE", "NONE"})
  void otherNode_underAWeakerGuard_loadsAtOnce(LoadGuard guard) {
    Cache<String, String> one = open("one", guard, LONG);
    Cache<String, String> two = open("two", guard, LONG);
    Crew.Task<String> holder = startLoad(one);

    assertThat(Crew.start(() -> two.get(KEY)).result()).isEqualTo("2");
    Crew.Task<String> beside = Crew.start(() -> one.get(KEY));

    assertThat(Objects.requireNonNull(beside.result())).isEqualTo("2");
    gate.open();
    assertThat(holder.result()).isEqualTo("2");
    assertThat(loads).hasValue(2);
  }
}
