package org.entresol.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.entresol.testing.JvmProcess;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many threads of many processes that miss one key at once. */
@Tag("processes")
class ColdKeyTest {
  private static final int ROUNDS = Integer.getInteger("entresol.test.rounds", 10);
  private static final int JVMS = 4;
  private static final int THREADS = 64;

  @RegisterExtension private final LoadNodes nodes = new LoadNodes();

  @ParameterizedTest
  @ValueSource(strings = {"heap+redis", "redis"})
  void get_coldKeyByFourProcesses_loadsOnce(String stack) {
    List<JvmProcess> four = nodes.start(JVMS, "stack", stack, "load.wait", "60s");
    for (int round = 0; round < ROUNDS; round++) {
      String key = "cold" + round;

      assertThat(LoadNodes.rush(four, key, THREADS)).containsOnly("{1=" + THREADS + "}");

      assertThat(nodes.loads(key)).as(key).isEqualTo("1");
    }
    nodes.assertNothingLeft();
  }

  /** Exceptions stay in the process: the next one tries by itself, and whoever comes later. */
  @Test
  void get_failingLoadByFourProcesses_failsOnceInEachAndIsTriedAgain() {
    List<JvmProcess> four = nodes.start(JVMS, "load.wait", "60s");
    for (int round = 0; round < ROUNDS; round++) {
      String key = "down" + round;

      assertThat(LoadNodes.rush(four, key, THREADS))
          .containsOnly("{CacheLoaderException: the source is down=" + THREADS + "}");

      assertThat(nodes.loads(key)).as(key).isEqualTo("" + JVMS);
      nodes.assertNothingLeft();
      nodes.repair(key);
      String next = "" + (JVMS + 1);
      assertThat(four)
          .allSatisfy(node -> assertThat(LoadNodes.ask(node, "get", key)).isEqualTo(next));
    }
  }
}
