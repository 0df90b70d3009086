package org.entresol.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.entresol.Stack;
import org.entresol.testing.RedisServers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** That puts of each way are timed, that what reaches the source is counted, and the tables. */
@Tag("server")
class WriteBehindBenchmarkTest {
  private static final WriteTurns TINY = new WriteTurns(20, 10, 10, 2);

  private final String address = RedisServers.shared().address();

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = ".*DISK")
  void measure_everyStack_everyRoundHasEveryWay(Stack stack) {
    List<Map<WriteWay, Double>> rounds = TINY.measure(new WriteScenario(stack, 200, 2), address);

    assertThat(rounds)
        .hasSize(2)
        .allSatisfy(
            round -> {
              assertThat(round).containsOnlyKeys(WriteWay.values());
              assertThat(round.values()).allMatch(speed -> speed > 0);
            });
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = ".*DISK")
  void take_hotKeys_behindGetsFewAndThroughGetsAll(Stack stack) {
    WriteTally behind = WriteTally.take(WriteWay.BEHIND, stack, address, 500);
    WriteTally through = WriteTally.take(WriteWay.THROUGH, stack, address, 500);

    assertThat(behind.entries()).isBetween(100L, 200L);
    assertThat(behind.calls()).isBetween(1L, 100L);
    assertThat(through.entries()).isEqualTo(500);
    assertThat(through.calls()).isEqualTo(500);
    assertThat(through.line(WriteWay.THROUGH, stack))
        .startsWith("| " + stack.configName() + ", through | 500 | 500 | 500 | ");
  }

  @Test
  void scenarios_all_areEveryStackWithFewAndManyKeysAndThreads() {
    assertThat(WriteMain.scenarios())
        .hasSize(WriteMain.STACKS.size() * 2 * 2)
        .doesNotHaveDuplicates();
  }

  @Test
  void add_ratios_areOfLatencyWithinTheRound() {
    WriteReport report = new WriteReport();

    String line =
        report.add(
            new WriteScenario(Stack.HEAP, 1_000, 16),
            List.of(
                speeds(16_000, 8_000, 4_000), // a quiet moment
                speeds(1_600, 800, 400)));

    assertThat(line)
        .isEqualTo("| heap, 1,000 keys, 16 threads | 5500 ±2250 | 2.00 ±0.00 | 4.00 ±0.00 |\n");
    assertThat(report.markdown()).contains(line);
  }

  private static Map<WriteWay, Double> speeds(double plain, double behind, double through) {
    return Map.of(WriteWay.PLAIN, plain, WriteWay.BEHIND, behind, WriteWay.THROUGH, through);
  }
}
