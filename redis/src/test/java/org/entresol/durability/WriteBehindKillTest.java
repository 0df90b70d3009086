package org.entresol.durability;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.entresol.durability.Verdict.Run;
import org.entresol.testing.JvmProcess;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two processes that write while the database fails now and then, and one of them is killed.
 *
 * <p>The full size is {@code -Dentresol.test.rounds=20 -Dentresol.test.operations=50000
 * -Dentresol.test.limit-seconds=300}.
 */
@Tag("processes")
class WriteBehindKillTest {
  private static final int ROUNDS = Integer.getInteger("entresol.test.rounds", 2);

  /** Of both processes together; a tenth of it are the keys. */
  private static final int OPERATIONS = Integer.getInteger("entresol.test.operations", 5_000);

  private static final int NODES = 2;
  private static final int THREADS = 2;
  private static final int OPERATIONS_OF_THREAD = OPERATIONS / (NODES * THREADS);
  private static final int KEYS_OF_THREAD = OPERATIONS_OF_THREAD / 10;
  private static final int OF_A_HUNDRED = 10;

  @RegisterExtension private final LedgerNodes nodes = new LedgerNodes();
  @TempDir private Path folder;

  static Stream<Integer> rounds() {
    return IntStream.range(0, ROUNDS).boxed();
  }

  /** In some rounds the second process is killed too, once it has done all. */
  @ParameterizedTest
  @MethodSource("rounds")
  void kill_atARandomMoment_losesNothingAcknowledgedAndKeepsTheOrder(int round) {
    Random random = new Random(round);
    String[] settings = settings(round);
    List<JvmProcess> two =
        IntStream.range(0, NODES).mapToObj(node -> startWriter(node, settings)).toList();
    two.forEach(LedgerNodes::awaitReady);
    int victim = random.nextInt(NODES);
    JvmProcess survivor = two.get(1 - victim);

    two.forEach(node -> node.send("run"));
    awaitOperations(victim, random.nextInt(OPERATIONS / NODES));
    two.get(victim).kill();

    assertThat(LedgerNodes.answer(survivor, "run")).isEqualTo("done");
    if (random.nextBoolean()) {
      survivor.kill();
      survivor = LedgerNodes.awaitReady(nodes.start("third", settings));
    }
    assertThat(LedgerNodes.ask(survivor, "flush")).isEqualTo("done");
    assertThat(
            Verdict.complaints(
                runs(round, victim), nodes.ledger().items(), nodes.ledger().applied()))
        .isEmpty();
  }

  private static String[] settings(int round) {
    return new String[] {
      "fenced=" + (round % 2 == 1),
      "failing=" + OF_A_HUNDRED,
      "script=" + round,
      "threads=" + THREADS,
      "operations=" + OPERATIONS_OF_THREAD,
      "keys=" + KEYS_OF_THREAD,
      "cache.stack=" + (round % 4 < 2 ? "heap+redis" : "redis"),
      "cache.partitions=4",
      "cache.write.delay=50ms",
      "cache.write.batch=20",
    };
  }

  private JvmProcess startWriter(int node, String[] settings) {
    Stream<String> own =
        Stream.of("first=" + node * THREADS, "journal=" + folder.resolve("journal" + node));
    return nodes.start(
        "writer" + node, Stream.concat(Stream.of(settings), own).toArray(String[]::new));
  }

  private Journal journal(int node) {
    return Journal.open(folder.resolve("journal" + node), THREADS);
  }

  private void awaitOperations(int node, int count) {
    Journal journal = journal(node);
    Awaitility.await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .atMost(LedgerNodes.LIMIT)
        .until(
            () -> IntStream.range(0, THREADS).map(journal::acknowledged).sum(),
            done -> done >= count);
  }

  private List<Run> runs(int round, int victim) {
    List<Run> runs = new ArrayList<>();
    for (int node = 0; node < NODES; node++) {
      Journal journal = journal(node);
      for (int thread = 0; thread < THREADS; thread++) {
        Script script =
            Script.of(round, node * THREADS + thread, OPERATIONS_OF_THREAD, KEYS_OF_THREAD);
        runs.add(new Run(script, journal.acknowledged(thread), node == victim));
      }
    }
    return runs;
  }
}
