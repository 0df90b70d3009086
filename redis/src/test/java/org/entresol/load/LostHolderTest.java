package org.entresol.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.entresol.jcache.Crew;
import org.entresol.testing.JvmProcess;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A process that dies, or stands still, while it loads a key that others want. */
@Tag("processes")
class LostHolderTest {
  private static final String KEY = "gate";
  private static final Duration LEASE = Duration.ofSeconds(1);

  /** Far more than a load and a message take, and far less than the wait for a lock. */
  private static final Duration SLACK = Duration.ofSeconds(10);

  @RegisterExtension private final LoadNodes nodes = new LoadNodes();

  private List<JvmProcess> startTwo(String stack) {
    return nodes.start(2, "stack", stack, "load.lease", "1s", "load.wait", "60s");
  }

  private static void startLoad(JvmProcess node) {
    node.send("get " + KEY);
    LoadNodes.awaitLoading(node, KEY);
  }

  /** Lets a node wait for the lock of the key for as long as another one has it. */
  private void awaitLostLock(JvmProcess node) {
    Crew.until(() -> nodes.locks().isEmpty());
    startLoad(node);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void get_holderKilled_isLoadedWhenTheLeaseHasEnded(boolean waitsBefore) {
    List<JvmProcess> two = startTwo("heap+redis");
    startLoad(two.get(0));
    if (waitsBefore) {
      two.get(1).send("get " + KEY);
    }
    assertThat(nodes.locks()).hasSize(1);

    long killed = System.nanoTime();
    two.get(0).kill();
    assertThat(nodes.locks()).allSatisfy(lock -> assertLeaseOf(nodes.millisLeft(lock)));
    if (!waitsBefore) {
      two.get(1).send("get " + KEY);
    }
    LoadNodes.awaitLoading(two.get(1), KEY);
    two.get(1).send("open " + KEY);

    assertThat(LoadNodes.answer(two.get(1), "get", KEY)).isEqualTo("2");
    assertThat(Duration.ofNanos(System.nanoTime() - killed)).isLessThan(LEASE.plus(SLACK));
    nodes.assertNothingLeft();
  }

  private static void assertLeaseOf(long millis) {
    assertThat(millis).isBetween(-2L, LEASE.toMillis()).isNotEqualTo(-1);
  }

  @Test
  void get_holderAliveForLongerThanItsLease_keepsTheLock() {
    List<JvmProcess> two = startTwo("heap+redis");
    startLoad(two.get(0));
    String lock = nodes.locks().get(0);
    two.get(1).send("get " + KEY);
    long start = System.nanoTime();

    Crew.until(
        () -> {
          assertThat(nodes.millisLeft(lock)).isPositive();
          return System.nanoTime() - start > 3 * LEASE.toNanos();
        });
    two.get(0).send("open " + KEY);

    assertThat(LoadNodes.answer(two.get(0), "get", KEY)).isEqualTo("1");
    assertThat(LoadNodes.answer(two.get(1), "get", KEY)).isEqualTo("1");
    assertThat(nodes.loads(KEY)).isEqualTo("1");
    nodes.assertNothingLeft();
  }

  /** What others do while the holder stands still, and what is there in the end. */
  @ParameterizedTest
  @CsvSource({
    "heap+redis, get, true, 2",
    "heap+redis, put, true, put",
    "redis, remove, false, ''",
    "redis, clear, false, ''"
  })
  void lateLoad_ofHolderWhoseLeaseHasEnded_isNotStored(
      String stack, String change, String stored, String value) {
    List<JvmProcess> two = startTwo(stack);
    startLoad(two.get(0));
    two.get(0).pause();
    awaitLostLock(two.get(1));
    two.get(1).send("open " + KEY);
    assertThat(LoadNodes.answer(two.get(1), "get", KEY)).isEqualTo("2");
    LoadNodes.ask(two.get(1), change, KEY);

    two.get(0).send("open " + KEY);
    two.get(0).resume();

    assertThat(LoadNodes.answer(two.get(0), "get", KEY)).isIn("1", value.isEmpty() ? "3" : value);
    for (JvmProcess node : two) {
      assertThat(LoadNodes.ask(node, "holds", KEY)).isEqualTo(stored);
      if (!value.isEmpty()) {
        assertThat(LoadNodes.ask(node, "get", KEY)).isEqualTo(value);
      }
    }
    nodes.assertNothingLeft();
  }

  @Test
  void lateLoad_whileTheNextHolderLoads_isStoredAndGivenToBoth() {
    List<JvmProcess> two = startTwo("heap+redis");
    startLoad(two.get(0));
    two.get(0).pause();
    awaitLostLock(two.get(1));

    two.get(0).send("open " + KEY);
    two.get(0).resume();
    assertThat(LoadNodes.answer(two.get(0), "get", KEY)).isEqualTo("1");
    assertThat(LoadNodes.ask(two.get(0), "holds", KEY)).isEqualTo("true");
    assertThat(nodes.locks()).hasSize(1);
    two.get(1).send("open " + KEY);

    assertThat(LoadNodes.answer(two.get(1), "get", KEY)).isEqualTo("1");
    assertThat(LoadNodes.ask(two.get(0), "get", KEY)).isEqualTo("1");
    nodes.assertNothingLeft();
  }
}
