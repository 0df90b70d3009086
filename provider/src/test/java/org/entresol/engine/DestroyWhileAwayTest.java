package org.entresol.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import javax.cache.Cache;
import javax.cache.CacheManager;
import org.entresol.EntresolConfiguration;
import org.entresol.OnFailure;
import org.entresol.Stack;
import org.entresol.TestStacks;
import org.entresol.fixtures.MemoryLab;
import org.entresol.time.FakeClock;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;

/** A cache that is destroyed while its authority is away and nobody is to notice. */
@Tag("unit")
class DestroyWhileAwayTest {

  private static final String CACHE = "c";

  private final FakeClock clock = new FakeClock();

  @RegisterExtension private final MemoryLab lab = new MemoryLab(clock);

  private static Cache<String, String> open(CacheManager manager, Stack stack) {
    return manager.createCache(
        CACHE,
        EntresolConfiguration.builder(String.class, String.class)
            .stack(stack)
            .onFailure(OnFailure.MISS)
            .build());
  }

  private void cut(boolean isCut) {
    lab.node("one").link().cut(isCut);
  }

  private void pass() {
    clock.advance(Duration.ofSeconds(1));
    lab.repair();
  }

  @ParameterizedTest
  @TestStacks.EachShared
  void destroyCache_away_succeedsAndIsMadeUpForOnReturn(Stack stack) {
    Cache<String, String> here = open(lab.manager("one"), stack);
    Cache<String, String> there = open(lab.manager("two"), stack);
    there.put("a", "old");
    cut(true);

    lab.manager("one").destroyCache(CACHE);

    assertThat(here.isClosed()).isTrue();
    assertThat(lab.manager("one").<String, String>getCache(CACHE)).isNull();
    pass();
    assertThat(there.get("a")).isEqualTo("old");
    cut(false);
    pass();
    assertThat(there.get("a")).isNull();
    assertThat(lab.node("one").tiers()).isEmpty();
  }

  @Test
  void destroyCache_notJoinedYet_isMadeUpForWhenItIs() {
    Cache<String, String> there = open(lab.manager("two"), Stack.REDIS);
    there.put("a", "old");
    CacheManager manager = lab.manager("one", "start", "lazy");
    cut(true);
    open(manager, Stack.REDIS).put("a", "new");

    manager.destroyCache(CACHE);

    cut(false);
    await()
        .until(
            () -> {
              pass();
              return there.get("a") == null;
            });
    assertThat(lab.node("one").tiers()).isEmpty();
  }
}
