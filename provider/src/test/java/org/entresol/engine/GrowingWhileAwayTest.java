package org.entresol.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import javax.cache.Cache;
import org.entresol.EntresolConfiguration;
import org.entresol.OnFailure;
import org.entresol.Stack;
import org.entresol.TestStacks;
import org.entresol.fixtures.MemoryLab;
import org.entresol.tier.memory.MemoryCache;
import org.entresol.time.FakeClock;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;

/**
 * A cache whose values only grow, and of which none counts as the least, when its authority is back
 * without which it was empty: Hibernate's instants of the last change of each table.
 */
@Tag("unit")
class GrowingWhileAwayTest {

  private static final String TIMESTAMPS = "shop.default-update-timestamps-region";

  private final FakeClock clock = new FakeClock();

  @RegisterExtension private final MemoryLab lab = new MemoryLab(clock);

  private Cache<String, Long> open(String node, Stack stack) {
    return lab.manager(node)
        .createCache(
            TIMESTAMPS,
            EntresolConfiguration.builder(String.class, Long.class)
                .stack(stack)
                .onFailure(OnFailure.MISS)
                .allow("hibernate")
                .build());
  }

  private void cut(boolean isCut) {
    lab.node("one").link().cut(isCut);
  }

  private void comeBack() {
    cut(false);
    for (int i = 0; i < 3; i++) {
      clock.advance(Duration.ofSeconds(1));
    }
  }

  @ParameterizedTest
  @TestStacks.EachShared
  void return_afterPuts_findsTheLastOfEachForAll(Stack stack) {
    Cache<String, Long> here = open("one", stack);
    Cache<String, Long> there = open("two", stack);
    there.put("books", 1L);
    assertThat(here.get("books")).isEqualTo(1);
    cut(true);
    here.put("books", 7L);
    here.put("books", 5L);
    here.put("authors", 6L);
    assertThat(here.get("books")).isNull();

    comeBack();

    assertThat(there.get("books")).isEqualTo(5);
    assertThat(here.get("books")).isEqualTo(5);
    assertThat(there.get("authors")).isEqualTo(6);
  }

  @ParameterizedTest
  @TestStacks.EachShared
  void return_toWhatIsGreater_leavesIt(Stack stack) {
    Cache<String, Long> here = open("one", stack);
    Cache<String, Long> there = open("two", stack);
    cut(true);
    here.put("books", 5L);
    there.put("books", 9L);

    comeBack();

    assertThat(there.get("books")).isEqualTo(9);
    assertThat(here.get("books")).isEqualTo(9);
  }

  @Test
  void return_afterAPutWhoseAnswerWasLost_findsIt() {
    Cache<String, Long> here = open("one", Stack.HEAP_REDIS);
    lab.node("one").link().loseAnswers(true);
    here.put("books", 5L);
    lab.node("one").link().mend();

    comeBack();

    assertThat(here.get("books")).isEqualTo(5);
  }

  @Test
  void return_afterARemoval_findsNothing() {
    Cache<String, Long> here = open("one", Stack.REDIS);
    here.put("books", 1L);
    cut(true);
    here.put("books", 5L);
    here.remove("books");

    comeBack();

    assertThat(here.get("books")).isNull();
  }

  @Test
  void return_afterClear_findsWhatWasPutSince() {
    Cache<String, Long> here = open("one", Stack.REDIS);
    here.put("books", 1L);
    here.put("authors", 1L);
    cut(true);
    here.put("authors", 4L);
    here.clear();
    here.put("books", 5L);

    comeBack();

    assertThat(here.get("books")).isEqualTo(5);
    assertThat(here.get("authors")).isNull();
  }

  /** Another node, which was back earlier, may have put it there already. */
  @Test
  void return_toAnotherHistory_leavesWhatIsThere() {
    Cache<String, Long> here = open("one", Stack.REDIS);
    Cache<String, Long> there = open("two", Stack.REDIS);
    Map<String, MemoryCache.State> earlier = lab.authority().save();
    cut(true);
    here.put("authors", 4L);
    lab.authority().restore(earlier);
    there.put("books", 5L);

    comeBack();

    assertThat(here.get("books")).isEqualTo(5);
    assertThat(here.get("authors")).isEqualTo(4);
  }

  @Test
  void return_afterMoreKeysThanOneCallTakes_findsAll() {
    Cache<String, Long> here = open("one", Stack.REDIS);
    Map<String, Long> all = new HashMap<>();
    for (int i = 0; i < 1_200; i++) {
      all.put("table " + i, 1L + i);
    }
    cut(true);
    here.putAll(all);

    comeBack();

    assertThat(here.getAll(all.keySet())).isEqualTo(all);
  }
}
