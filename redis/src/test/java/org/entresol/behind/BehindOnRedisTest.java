package org.entresol.behind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheException;
import org.entresol.EntresolCache;
import org.entresol.Stack;
import org.entresol.behind.Source.Write;
import org.entresol.jcache.Crew;
import org.entresol.jcache.Gate;
import org.entresol.jcache.RedisNodes;
import org.entresol.testing.ChaosProxy;
import org.entresol.testing.ClientCommand;
import org.entresol.testing.Monitor;
import org.entresol.testing.RedisServers;
import org.entresol.testing.RespClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Pending writes on a real server: what they cost, and what they survive. */
@Tag("server")
class BehindOnRedisTest {
  private static final Duration SHORT = Duration.ofMillis(300);

  private final ChaosProxy proxy = ChaosProxy.before(RedisServers.shared());
  private final RespClient resp = RedisServers.shared().connect();

  @RegisterExtension
  private final Lab lab =
      new Lab(new RedisNodes(proxy.address(), "entresol.command-timeout", "1s"));

  private final Source source = lab.source();

  @AfterEach
  void end() {
    proxy.stall(false);
    proxy.refuse(false);
    lab.close();
    proxy.close();
    resp.close();
  }

  private String base() {
    return lab.nodes().namespace() + ":{c:0}:";
  }

  // ---- cost

  /** Operations on key "mine". */
  enum Single {
    PUT,
    GET_AND_PUT,
    PUT_IF_ABSENT,
    PUT_ALL,
    REPLACE,
    REMOVE,
    GET_AND_REMOVE,
    REMOVE_ALL;

    void on(Cache<String, String> cache) {
      switch (this) {
        case PUT -> cache.put("mine", "v");
        case GET_AND_PUT -> cache.getAndPut("mine", "v");
        case PUT_IF_ABSENT -> cache.putIfAbsent("mine", "v");
        case PUT_ALL -> cache.putAll(Map.of("mine", "v", "other", "v"));
        case REPLACE -> cache.replace("mine", "v");
        case REMOVE -> cache.remove("mine");
        case GET_AND_REMOVE -> cache.getAndRemove("mine");
        case REMOVE_ALL -> cache.removeAll(Set.of("mine", "other"));
      }
    }
  }

  private static Stream<Arguments> singles() {
    return Stream.of(Stack.REDIS, Stack.HEAP_REDIS)
        .flatMap(stack -> Stream.of(Single.values()).map(single -> Arguments.of(stack, single)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("singles")
  void operation_writtenBehind_isOneRoundTrip(Stack stack, Single single) throws Exception {
    EntresolCache<String, String> cache = lab.open(stack);
    cache.put("warm", "v");
    cache.remove("warm");
    try (Monitor monitor = Monitor.of(RedisServers.shared())) {
      List<ClientCommand> commands = monitor.during(() -> single.on(cache));

      assertThat(commands.stream().filter(this::isOfMine).map(ClientCommand::name))
          .as("beside the drainer's looks at the queue")
          .containsExactly("EVALSHA");
    }
  }

  private boolean isOfMine(ClientCommand command) {
    return command.words().stream().anyMatch(word -> word.contains(base() + "e:s:mine"));
  }

  // ---- one piece

  @Test
  void put_seenByAnyReaderOfTheServer_isInEntryAndQueueTogether() {
    EntresolCache<String, String> cache = lab.open(Stack.REDIS);
    cache.put("k", "v0");
    AtomicBoolean over = new AtomicBoolean();
    Crew.Task<Boolean> writer =
        Crew.run(
            () -> {
              for (int i = 1; i <= 500; i++) {
                cache.put("k", "v" + i);
              }
              over.set(true);
            });
    String together =
        "local e, q = redis.call('GET', KEYS[1]), redis.call('HGET', KEYS[2], 's:k')"
            + " local payload = string.sub(q, 11)"
            + " return string.sub(e, -#payload) == payload and 1 or 0";
    do {
      assertThat(resp.number("EVAL", together, "2", base() + "e:s:k", base() + "q")).isEqualTo(1);
    } while (!over.get());
    writer.result();
  }

  @Test
  void put_replyLost_isInBothOrNeither() {
    EntresolCache<String, String> cache = lab.open(Stack.REDIS);
    cache.put("k", "1");
    proxy.dropNextReply("EVALSHA");
    try {
      cache.put("k", "2");
    } catch (CacheException e) {
      assertThat(e).as("the outcome is not known").hasNoSuppressedExceptions();
    }

    Crew.until(() -> flushed(cache));

    assertThat(source.rows().get("k")).isEqualTo(cache.get("k"));
  }

  /** Whether a flush succeeds by now: the connection may still be on its way up. */
  private static boolean flushed(EntresolCache<String, String> cache) {
    try {
      cache.flush();
      return true;
    } catch (CacheException e) {
      return false;
    }
  }

  // ---- a server that goes away

  @Test
  void drainer_serverAwayForAWhile_goesOnAfterwards() {
    EntresolCache<String, String> cache = lab.open(Stack.REDIS, it -> it.delay(Lab.AT_ONCE));
    source.holdUp();
    cache.put("a", "1");
    Crew.until(() -> !source.batches().isEmpty());
    cache.put("b", "1");
    proxy.refuse(true);
    proxy.cut();
    source.release();
    Crew.until(() -> source.rows().containsKey("a"));
    assertThatThrownBy(() -> cache.put("c", "1")).isInstanceOf(CacheException.class);
    assertThatThrownBy(cache::flush).isInstanceOf(CacheException.class);

    proxy.refuse(false);

    Crew.until(() -> source.rows().containsKey("b"));
    Crew.until(() -> flushed(cache));
    assertThat(source.rows()).containsEntry("a", "1").containsEntry("b", "1");
  }

  @Test
  void drainer_serverRefusesItsClaims_goesOnAfterwards() {
    resp.command("LPUSH", base() + "q", "not a queue");
    long errors = errors();
    EntresolCache<String, String> cache = lab.open(Stack.REDIS, it -> it.delay(Lab.AT_ONCE));
    assertThatThrownBy(() -> cache.put("a", "1")).isInstanceOf(CacheException.class);
    // One of the put, the others of claims.
    Crew.until(() -> errors() > errors + 2);

    resp.command("DEL", base() + "q");

    Crew.until(() -> put(cache, "a", "2"));
    Crew.until(() -> source.rows().equals(Map.of("a", "2")));
  }

  @Test
  void settle_refusedByTheServer_isWrittenAgainAndNothingIsLost() {
    EntresolCache<String, String> cache = lab.open(Stack.REDIS, it -> it.lease(SHORT));
    String queue = base() + "q";
    source.before(
        key -> {
          resp.command("RENAME", queue, base() + "away");
          resp.command("LPUSH", queue, "not a queue");
          source.before(other -> {});
        });
    cache.put("a", "1");
    long errors = errors();
    Crew.Task<Boolean> flush = Crew.start(() -> flushed(cache));
    Crew.until(() -> source.rows().containsKey("a"));
    Crew.until(() -> errors() > errors);
    resp.command("RENAME", base() + "away", queue);

    Crew.until(() -> flushed(cache));

    assertThat(flush.result()).isIn(true, false);
    assertThat(source.writes()).containsOnly(new Write("a", "1")).hasSizeGreaterThan(1);
    assertThat(resp.number("HLEN", queue)).isZero();
  }

  /** How often the server has found a value of another type. */
  private long errors() {
    return Stream.of(resp.text("INFO", "errorstats").split("\\R"))
        .filter(line -> line.startsWith("errorstat_WRONGTYPE:count="))
        .mapToLong(line -> Long.parseLong(line.substring(line.indexOf('=') + 1)))
        .sum();
  }

  @Test
  void settle_replyLost_losesNothing() {
    EntresolCache<String, String> cache =
        lab.open(Stack.REDIS, it -> it.delay(Lab.AT_ONCE).lease(SHORT));
    source.before(key -> proxy.dropNextReply("EVALSHA"));
    cache.put("a", "1");
    Crew.until(() -> source.rows().containsKey("a"));
    source.before(key -> {});
    Crew.until(() -> put(cache, "a", "2"));
    Crew.until(() -> flushed(cache));

    assertThat(source.rows()).isEqualTo(Map.of("a", "2"));
    assertThat(resp.number("HLEN", base() + "q")).isZero();
  }

  private static boolean put(EntresolCache<String, String> cache, String key, String value) {
    try {
      cache.put(key, value);
      return true;
    } catch (CacheException e) {
      return false;
    }
  }

  @Test
  void batch_ofANodeThatLostItsRight_isNotBegun() {
    Source others = new Source();
    RedisNodes direct =
        new RedisNodes(
            RedisServers.shared().address(), "entresol.namespace", lab.nodes().namespace());
    EntresolCache<String, String> one =
        lab.open(Stack.REDIS, it -> it.lease(SHORT).flushTimeout(SHORT));
    one.put("a", "1");
    one.remove("b");
    Gate gate = source.holdUp();
    // Both are in the claim, and deletions come after the puts, in a batch of their own.
    Crew.Task<Boolean> flush = Crew.start(() -> flushed(one));
    gate.awaitVisitor();
    proxy.stall(true);

    Cache<String, String> two =
        direct.node("two").createCache("c", lab.behind(Stack.REDIS).writer(() -> others).build());
    ((EntresolCache<String, String>) two).flush();
    assertThat(others.writes()).hasSize(2);
    source.release();
    Crew.until(() -> source.writes().size() == 1);
    proxy.stall(false);
    Crew.until(() -> flushed(one));

    assertThat(flush.result()).as("by the other node, or not in time").isIn(true, false);
    assertThat(source.writes())
        .as("what was in flight, and no more")
        .containsExactly(new Write("a", "1"));
    direct.close();
  }

  // ---- bytes that nobody can read

  @Test
  void write_thatCannotBeRead_staysForOthersAndHoldsUpNobody() {
    EntresolCache<String, String> cache =
        lab.open(Stack.REDIS, it -> it.tries(1).flushTimeout(Duration.ofSeconds(2)));
    cache.put("good", "1");
    resp.command("HSET", base() + "q", "s:bad", "Q\1w\0nonce1\0junk");
    resp.command("HSET", base() + "q", "#what", "Q\1w\0nonce2\0junk");
    resp.command("ZADD", base() + "q:due", "1", "s:bad", "1", "#what");

    assertThat(Lab.flushInVain(cache)).hasMessageContaining("'bad'");

    assertThat(source.rows()).isEqualTo(Map.of("good", "1"));
    assertThat(cache.deadLetters().list(10)).isEmpty();
    assertThat(resp.texts("HKEYS", base() + "q")).containsExactlyInAnyOrder("s:bad", "#what");
  }
}
