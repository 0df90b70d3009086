package org.entresol.jcache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.entresol.EntresolCache;
import org.entresol.EntresolConfiguration;
import org.entresol.OnFailure;
import org.entresol.Stack;
import org.entresol.TestStacks;
import org.entresol.fixtures.MemoryLab;
import org.entresol.jcache.Crew.Task;
import org.entresol.time.FakeClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;

/** What a pattern of keys means for other nodes. */
@Tag("unit")
class PatternNodesTest {

  private final FakeClock clock = new FakeClock();
  @RegisterExtension private final MemoryLab lab = new MemoryLab(clock);
  private final Map<String, String> source = new ConcurrentHashMap<>();
  private final Gate gate = Gate.unarmed();

  @AfterEach
  void letGo() {
    gate.open();
  }

  private EntresolCache<String, String> open(String node, Stack stack, OnFailure onFailure) {
    return (EntresolCache<String, String>)
        lab.manager(node)
            .createCache(
                "c",
                EntresolConfiguration.builder(String.class, String.class)
                    .stack(stack)
                    .onFailure(onFailure)
                    .loader(
                        () ->
                            new FunctionLoader<>(
                                key -> {
                                  String value = source.get(key);
                                  gate.pass();
                                  return value;
                                }))
                    .readThrough(true)
                    .build());
  }

  private EntresolCache<String, String> open(String node, Stack stack) {
    return open(node, stack, OnFailure.FAIL);
  }

  @ParameterizedTest
  @TestStacks.EachShared
  void invalidatePattern_onAnotherNode_isGoneHere(Stack stack) {
    EntresolCache<String, String> here = open("here", stack);
    EntresolCache<String, String> there = open("there", stack);
    here.put("user:1", "x");
    here.put("order:1", "x");
    assertThat(there.get("user:1")).isEqualTo("x");

    here.invalidatePattern("user:*");

    assertThat(there.get("user:1")).isNull();
    assertThat(there.get("order:1")).isEqualTo("x");
  }

  @Test
  void invalidatePattern_copyOfWhatTheAuthorityHasEvicted_isGoneToo() {
    EntresolCache<String, String> here = open("here", Stack.HEAP_REDIS);
    EntresolCache<String, String> there = open("there", Stack.HEAP_REDIS);
    here.put("user:1", "x");
    assertThat(there.get("user:1")).isEqualTo("x");
    lab.authority().cache("c").evict("s:user:1".getBytes(UTF_8));
    assertThat(there.get("user:1")).isEqualTo("x");

    here.invalidatePattern("user:*");

    assertThat(there.get("user:1")).isNull();
    assertThat(here.get("user:1")).isNull();
  }

  @ParameterizedTest
  @TestStacks.EachShared
  void invalidatePattern_duringALoadOfAnotherNode_whatWasReadBeforeIsNotStored(Stack stack) {
    EntresolCache<String, String> here = open("here", stack);
    EntresolCache<String, String> there = open("there", stack);
    source.put("user:1", "old");
    gate.arm();
    Task<String> loading = Crew.start(() -> there.get("user:1"));
    gate.awaitVisitor();
    source.put("user:1", "new");

    here.invalidatePattern("user:*");
    gate.open();

    assertThat(loading.result()).isIn("old", "new");
    assertThat(there.get("user:1")).isEqualTo("new");
    assertThat(here.get("user:1")).isEqualTo("new");
  }

  @ParameterizedTest
  @TestStacks.EachShared
  void invalidatePattern_loadOfAnotherNodeStoredBetweenTheTwoLooks_isGone(Stack stack) {
    EntresolCache<String, String> here = open("here", stack);
    EntresolCache<String, String> there = open("there", stack);
    source.put("user:1", "old");
    gate.arm();
    Task<String> loading = Crew.start(() -> there.get("user:1"));
    gate.awaitVisitor();
    source.put("user:1", "new");
    AtomicBoolean once = new AtomicBoolean();
    lab.node("here")
        .link()
        .after(
            () -> {
              if (once.compareAndSet(false, true)) {
                gate.open();
                assertThat(loading.result()).isEqualTo("old");
              }
            });

    here.invalidatePattern("user:*");

    assertThat(once).isTrue();
    assertThat(there.get("user:1")).isEqualTo("new");
    assertThat(here.get("user:1")).isEqualTo("new");
  }

  @ParameterizedTest
  @TestStacks.EachShared
  void invalidatePattern_whileTheAuthorityIsAwayAndMissed_isMadeGoodOnReturn(Stack stack) {
    EntresolCache<String, String> here = open("here", stack, OnFailure.MISS);
    EntresolCache<String, String> there = open("there", stack, OnFailure.MISS);
    here.put("user:1", "x");
    assertThat(there.get("user:1")).isEqualTo("x");
    lab.node("here").link().cut(true);

    here.invalidatePattern("user:*");

    lab.node("here").link().cut(false);
    for (int i = 0; i < 3; i++) {
      clock.advance(Duration.ofSeconds(1));
    }
    assertThat(here.get("user:1")).isNull();
    assertThat(there.get("user:1")).isNull();
  }
}
