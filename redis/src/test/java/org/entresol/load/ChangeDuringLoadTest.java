package org.entresol.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.entresol.testing.JvmProcess;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A change that one process makes while another one loads the key wins over what is loaded. */
@Tag("processes")
class ChangeDuringLoadTest {
  /** On each of two stacks. */
  private static final int ROUNDS = 500;

  private static final List<String> CHANGES = List.of("remove", "put", "remove", "clear");

  @RegisterExtension private final LoadNodes nodes = new LoadNodes();

  @ParameterizedTest
  @ValueSource(strings = {"heap+redis", "redis"})
  void load_ofKeyThatAnotherProcessChangesMeanwhile_isNotStored(String stack) {
    List<JvmProcess> two = nodes.start(2, "stack", stack);
    for (int round = 0; round < ROUNDS; round++) {
      String key = "gate" + round;
      JvmProcess loading = two.get(round % 2);
      JvmProcess changing = two.get(1 - round % 2);
      String change = CHANGES.get(round / 2 % CHANGES.size());

      loading.send("get " + key);
      LoadNodes.awaitLoading(loading, key);
      assertThat(LoadNodes.ask(changing, change, key)).isEqualTo("done");
      loading.send("open " + key);
      // What was read before the change, or what there is after it.
      assertThat(LoadNodes.answer(loading, "get", key)).isIn("1", "2", "put");

      String expected = "" + change.equals("put");
      for (JvmProcess node : two) {
        assertThat(LoadNodes.ask(node, "holds", key)).as(change + " " + key).isEqualTo(expected);
      }
      if (change.equals("put")) {
        assertThat(LoadNodes.ask(loading, "get", key)).isEqualTo("put");
      }
    }
    nodes.assertNothingLeft();
  }
}
