package org.entresol.jcache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.cache.Cache;
import javax.cache.configuration.Factory;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import javax.cache.processor.MutableEntry;
import org.entresol.EntresolCache;
import org.entresol.EntresolConfiguration;
import org.entresol.LoadGuard;
import org.entresol.Stack;
import org.entresol.TagExtractor;
import org.entresol.testing.ClientCommand;
import org.entresol.testing.Monitor;
import org.entresol.testing.RedisServers;
import org.entresol.testing.RespClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The commands that an operation sends to a single server, counted there. */
@Tag("server")
class RoundTripTest {
  private static final String READ = "MGET";
  private static final String SCRIPT = "EVALSHA";
  private static final int MANY = 100;

  @RegisterExtension private final RedisNodes nodes = new RedisNodes();
  private final Monitor monitor = Monitor.of(RedisServers.shared());

  @AfterEach
  void stopListening() {
    monitor.close();
  }

  /** An operation on key "a", which holds "old", or on "absent", and what it sends. */
  enum Single {
    GET_HIT(READ),
    GET_MISS(READ),
    CONTAINS_KEY(READ),
    PUT(SCRIPT),
    PUT_ABSENT(SCRIPT),
    PUT_IF_ABSENT(SCRIPT),
    PUT_IF_ABSENT_PRESENT(SCRIPT),
    REPLACE(SCRIPT),
    REPLACE_ABSENT(SCRIPT),
    REMOVE(SCRIPT),
    REMOVE_ABSENT(SCRIPT),
    GET_AND_PUT(SCRIPT),
    GET_AND_REMOVE(SCRIPT),
    GET_AND_REPLACE(SCRIPT),
    REPLACE_IF(READ, SCRIPT),
    REPLACE_IF_DIFFERS(READ),
    REMOVE_IF(READ, SCRIPT),
    REMOVE_IF_DIFFERS(READ),
    INVALIDATE(SCRIPT),
    INVOKE_READ(SCRIPT),
    INVOKE_SET(SCRIPT),
    INVOKE_ABSENT(SCRIPT, SCRIPT),
    INVOKE_NOTHING(SCRIPT);

    private final String commands;

    Single(String... commands) {
      this.commands = String.join(" ", commands);
    }

    void on(Cache<String, String> c) {
      switch (this) {
        case GET_HIT -> c.get("a");
        case GET_MISS -> c.get("absent");
        case CONTAINS_KEY -> c.containsKey("a");
        case PUT -> c.put("a", "new");
        case PUT_ABSENT -> c.put("absent", "new");
        case PUT_IF_ABSENT -> c.putIfAbsent("absent", "new");
        case PUT_IF_ABSENT_PRESENT -> c.putIfAbsent("a", "new");
        case REPLACE -> c.replace("a", "new");
        case REPLACE_ABSENT -> c.replace("absent", "new");
        case REMOVE -> c.remove("a");
        case REMOVE_ABSENT -> c.remove("absent");
        case GET_AND_PUT -> c.getAndPut("a", "new");
        case GET_AND_REMOVE -> c.getAndRemove("a");
        case GET_AND_REPLACE -> c.getAndReplace("a", "new");
        case REPLACE_IF -> c.replace("a", "old", "new");
        case REPLACE_IF_DIFFERS -> c.replace("a", "other", "new");
        case REMOVE_IF -> c.remove("a", "old");
        case REMOVE_IF_DIFFERS -> c.remove("a", "other");
        case INVALIDATE -> ((EntresolCache<String, String>) c).invalidate("a");
        case INVOKE_READ -> c.invoke("a", (e, x) -> e.getValue());
        case INVOKE_SET -> c.invoke("a", (e, x) -> set(e));
        case INVOKE_ABSENT -> c.invoke("absent", (e, x) -> set(e));
        case INVOKE_NOTHING -> c.invoke("a", (e, x) -> 1);
      }
    }

    private static int set(MutableEntry<String, String> entry) {
      entry.setValue(entry.getValue() + "!");
      return 1;
    }
  }

  @ParameterizedTest
  @EnumSource
  void single_onRedis_sendsWhatItNeedsAndNoMore(Single single) throws Exception {
    Cache<String, String> cache = warm(nodes.open("c", texts(Stack.REDIS)));
    String look =
        switch (single) {
          case REPLACE, GET_AND_REPLACE -> SCRIPT + " ";
          case INVOKE_READ, INVOKE_SET, INVOKE_ABSENT, INVOKE_NOTHING -> READ + " ";
          default -> "";
        };
    assertThat(commandsOf(() -> single.on(cache))).isEqualTo(look + single.commands);
  }

  @ParameterizedTest
  @EnumSource
  void single_onHeapAndRedis_sendsWhatItNeedsAndNoMore(Single single) throws Exception {
    Cache<String, String> cache = near(warm(nodes.open("c", texts(Stack.HEAP_REDIS))));
    boolean near = single == Single.GET_HIT || single == Single.CONTAINS_KEY;
    assertThat(commandsOf(() -> single.on(cache))).isEqualTo(near ? "" : single.commands);
  }

  @ParameterizedTest
  @EnumSource(names = {"GET_HIT", "CONTAINS_KEY"})
  void read_onHeapAndRedisFirstTime_isOneRead(Single single) throws Exception {
    warm(nodes.open("c", texts(Stack.HEAP_REDIS)));
    Cache<String, String> other = nodes.node("two").createCache("c", texts(Stack.HEAP_REDIS));
    assertThat(commandsOf(() -> single.on(other))).isEqualTo(READ);
    near(other);
    assertThat(commandsOf(() -> single.on(other))).isEmpty();
  }

  // ---- many keys

  /** An operation on a hundred keys, of which fifty are there, and what it sends. */
  enum Bulk {
    GET_ALL(READ),
    PUT_ALL(SCRIPT),
    REMOVE_ALL(SCRIPT),
    INVALIDATE_ALL(SCRIPT),
    INVOKE_ALL(SCRIPT, SCRIPT);

    private final String commands;

    Bulk(String... commands) {
      this.commands = String.join(" ", commands);
    }

    void on(Cache<String, String> c) {
      switch (this) {
        case GET_ALL -> c.getAll(keys());
        case PUT_ALL -> c.putAll(entries());
        case REMOVE_ALL -> c.removeAll(keys());
        case INVALIDATE_ALL -> ((EntresolCache<String, String>) c).invalidateAll(keys());
        case INVOKE_ALL -> c.invokeAll(keys(), (e, x) -> Single.set(e));
      }
    }
  }

  private static Set<String> keys() {
    return entries().keySet();
  }

  private static Map<String, String> entries() {
    Map<String, String> entries = new LinkedHashMap<>();
    IntStream.range(0, MANY).forEach(i -> entries.put("key" + i, "value" + i));
    return entries;
  }

  @ParameterizedTest
  @EnumSource
  void bulk_onRedis_sendsNoMoreThanForOneKey(Bulk bulk) throws Exception {
    check(bulk, Stack.REDIS);
  }

  @ParameterizedTest
  @EnumSource
  void bulk_onHeapAndRedis_sendsNoMoreThanForOneKey(Bulk bulk) throws Exception {
    check(bulk, Stack.HEAP_REDIS);
  }

  private void check(Bulk bulk, Stack stack) throws Exception {
    Cache<String, String> cache = warm(nodes.open("c", texts(stack)));
    cache.putAll(entries());
    cache.removeAll(new LinkedHashSet<>(keys().stream().limit(MANY / 2).toList()));
    assertThat(commandsOf(() -> bulk.on(cache))).isEqualTo(bulk.commands);
  }

  @Test
  void getAll_everythingNear_sendsNothing() throws Exception {
    Cache<String, String> cache = warm(nodes.open("c", texts(Stack.HEAP_REDIS)));
    cache.putAll(entries());
    // News of neighbours may keep an entry out once, but not again and again.
    Crew.until(() -> commandsOf(() -> cache.getAll(keys())).isEmpty());
    assertThat(cache.getAll(keys())).hasSize(MANY);
  }

  // ---- expiry policies of the specification

  /** The specification's policies. */
  enum Policy {
    CREATED,
    MODIFIED,
    ACCESSED,
    TOUCHED,
    ETERNAL;

    Factory<ExpiryPolicy> factory() {
      Duration hour = new Duration(TimeUnit.HOURS, 1);
      return switch (this) {
        case CREATED -> CreatedExpiryPolicy.factoryOf(hour);
        case MODIFIED -> ModifiedExpiryPolicy.factoryOf(hour);
        case ACCESSED -> AccessedExpiryPolicy.factoryOf(hour);
        case TOUCHED -> TouchedExpiryPolicy.factoryOf(hour);
        case ETERNAL -> EternalExpiryPolicy.factoryOf();
      };
    }
  }

  @ParameterizedTest
  @EnumSource
  void write_policyOfTheSpecification_costsNothingMore(Policy policy) throws Exception {
    var configuration = RedisNodes.texts(Stack.HEAP_REDIS).expiry(policy.factory()).build();
    Cache<String, String> cache = warm(nodes.open("c", configuration));
    for (Single single : List.of(Single.PUT, Single.GET_AND_PUT, Single.REPLACE, Single.REMOVE)) {
      assertThat(commandsOf(() -> single.on(cache)))
          .as("%s with %s", single, policy)
          .isEqualTo(single.commands);
      cache.put("a", "old");
    }
  }

  @ParameterizedTest
  @EnumSource
  void read_policyOfTheSpecification_costsNothingMore(Policy policy) throws Exception {
    var configuration = RedisNodes.texts(Stack.REDIS).expiry(policy.factory()).build();
    Cache<String, String> cache = warm(nodes.open("c", configuration));
    List<String> sent =
        List.of(
            commandsOf(
                    () -> {
                      for (int i = 0; i < MANY; i++) {
                        cache.get("a");
                      }
                    })
                .split(" "));
    assertThat(sent.stream().filter(READ::equals)).hasSize(MANY);
    // Accesses are told in the background, once in a while for each key.
    assertThat(sent.size() - MANY).isLessThan(MANY / 4);
  }

  // ---- loaders

  @Test
  void get_missWithALoader_waitsForFourAnswers() throws Exception {
    var configuration =
        RedisNodes.texts(Stack.HEAP_REDIS)
            .readThrough(true)
            .loader(() -> new FunctionLoader<String, String>(key -> "loaded " + key))
            .build();
    Cache<String, String> cache = warm(nodes.open("c", configuration));
    // The first return of a lock makes its script known to the server.
    cache.get("first");
    Crew.until(() -> !isLocked());
    // The miss, the lock, the ticket with a second look, and the value.
    assertThat(commandsOf(() -> cache.get("absent")))
        .isEqualTo(String.join(" ", READ, SCRIPT, SCRIPT, SCRIPT));
  }

  @Test
  void get_missWithALoaderGuardedByTheNode_sendsThreeCommands() throws Exception {
    var configuration =
        RedisNodes.texts(Stack.HEAP_REDIS)
            .readThrough(true)
            .loader(() -> new FunctionLoader<String, String>(key -> "loaded " + key))
            .load(load -> load.guard(LoadGuard.NODE))
            .build();
    Cache<String, String> cache = warm(nodes.open("c", configuration));
    cache.get("first");
    assertThat(commandsOf(() -> cache.get("absent")))
        .isEqualTo(String.join(" ", READ, SCRIPT, SCRIPT));
    assertThat(commandsOf(() -> cache.getAll(keys())))
        .isEqualTo(String.join(" ", READ, SCRIPT, SCRIPT));
  }

  // ---- tags

  @ParameterizedTest
  @EnumSource(names = {"REDIS", "HEAP_REDIS"})
  void invalidateTags_anyNumberOfEntries_isOneCommand(Stack stack) throws Exception {
    EntresolCache<String, String> cache = tagged(stack);
    cache.invalidateTags("a");
    assertThat(commandsOf(() -> cache.invalidateTags("old", "new"))).isEqualTo(SCRIPT);
  }

  @Test
  void get_taggedAfterARecall_readsOnceWhatWasRecalled() throws Exception {
    EntresolCache<String, String> cache = tagged(Stack.REDIS);
    assertThat(commandsOf(() -> cache.get("a"))).isEqualTo(READ);
    cache.invalidateTags("other");
    cache.get("a");
    cache.invalidateTags("another");
    assertThat(commandsOf(() -> cache.get("a"))).isEqualTo(READ + " " + SCRIPT);
    assertThat(commandsOf(() -> cache.get("a"))).isEqualTo(READ);
  }

  @Test
  void get_nearAfterARecallOfOthers_sendsNothing() throws Exception {
    EntresolCache<String, String> cache = tagged(Stack.HEAP_REDIS);
    Cache<String, String> near = near(cache);
    cache.invalidateTags("other");
    assertThat(commandsOf(() -> near.get("a"))).isEmpty();
    cache.invalidateTags("old");
    cache.get("a");
    assertThat(commandsOf(() -> near.get("a"))).isEqualTo(READ);
  }

  private EntresolCache<String, String> tagged(Stack stack) {
    var configuration =
        RedisNodes.texts(stack)
            .tagsExtractor(() -> (TagExtractor<String, String>) (key, value) -> List.of(value))
            .build();
    return (EntresolCache<String, String>) warm(nodes.open("c", configuration));
  }

  private boolean isLocked() {
    try (RespClient resp = RedisServers.shared().connect()) {
      return nodes.keys(resp).stream().anyMatch(name -> name.contains("}:l:"));
    }
  }

  // ---- how it is counted

  private static EntresolConfiguration<String, String> texts(Stack stack) {
    return RedisNodes.texts(stack).build();
  }

  /** The cache with "a" in it, and all scripts known to the server. */
  private static Cache<String, String> warm(Cache<String, String> cache) {
    cache.invoke("warm", (entry, arguments) -> entry.getValue());
    cache.get("warm");
    cache.remove("warm");
    cache.removeAll(Set.of("warm", "warmer"));
    cache.put("a", "old");
    return cache;
  }

  /** The cache with "a" near, which the first subscription may have put off. */
  private Cache<String, String> near(Cache<String, String> cache) {
    Crew.until(() -> cache.containsKey("a") && commandsOf(() -> cache.get("a")).isEmpty());
    return cache;
  }

  /** The names of the commands that were sent for the sake of this test's caches. */
  private String commandsOf(Monitor.Action action) throws Exception {
    return String.join(
        " ",
        monitor.during(action).stream()
            .filter(command -> !isUpkeep(command))
            .map(ClientCommand::name)
            .toList());
  }

  /** A node's clock, its ping to itself, comparisons, and a lock's return: none is waited for. */
  private static boolean isUpkeep(ClientCommand command) {
    List<String> arguments = command.words().subList(1, command.words().size());
    return switch (command.name()) {
      case "TIME", "PUBLISH" -> true;
      case "MGET" -> arguments.stream().allMatch(name -> name.endsWith("}:seq"));
      case SCRIPT, "DEL" ->
          arguments.stream().anyMatch(n -> n.startsWith("redisson_unlock_latch:"));
      default -> false;
    };
  }
}
