package org.entresol.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.entresol.Stack;

/** The command for write-behind: prints two tables, line by line, and keeps them. */
final class WriteMain {
  /** Those that are measured. */
  static final List<Stack> STACKS = List.of(Stack.HEAP, Stack.HEAP_REDIS, Stack.REDIS);

  private static final int PUTS = 10_000;

  private WriteMain() {}

  /** Measures everything, with a number of rounds. */
  static void run(Path directory, int rounds) throws IOException {
    WriteReport report = new WriteReport();
    RedisMain.onServer(
        address -> {
          for (WriteScenario scenario : scenarios()) {
            System.out.print(
                report.add(
                    scenario,
                    new WriteTurns(2_000, 5_500, 500, rounds).measure(scenario, address)));
          }
          tally(report, address, PUTS);
        });
    Files.createDirectories(directory);
    Files.writeString(directory.resolve("behind.md"), report.markdown());
    System.out.print(report.markdown());
  }

  /** Few keys, of which each is pending nearly always, and many, of which hardly any is. */
  static List<WriteScenario> scenarios() {
    List<WriteScenario> scenarios = new ArrayList<>();
    for (Stack stack : STACKS) {
      for (int keys : new int[] {1_000, 100_000}) {
        for (int threads : new int[] {1, 16}) {
          scenarios.add(new WriteScenario(stack, keys, threads));
        }
      }
    }
    return scenarios;
  }

  /** Counts what reaches the source on each stack, behind and through. */
  static void tally(WriteReport report, String address, int puts) {
    for (Stack stack : STACKS) {
      for (WriteWay way : List.of(WriteWay.BEHIND, WriteWay.THROUGH)) {
        System.out.print(report.add(WriteTally.take(way, stack, address, puts).line(way, stack)));
      }
    }
  }
}
