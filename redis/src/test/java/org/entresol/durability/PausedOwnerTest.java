package org.entresol.durability;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.entresol.durability.Script.Operation;
import org.entresol.durability.Verdict.Run;
import org.entresol.testing.JvmProcess;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An owner of pending writes that stands still in the middle of a batch for three leases. */
@Tag("processes")
class PausedOwnerTest {
  private static final int KEYS = 40;
  private static final int REMOVED = 10;
  private static final Duration THREE_LEASES = Duration.ofSeconds(3);
  private static final String PAUSED = "paused";

  @RegisterExtension private final LedgerNodes nodes = new LedgerNodes();

  private JvmProcess start(String name, String stack, boolean fenced, boolean gate) {
    return LedgerNodes.awaitReady(
        nodes.start(
            name,
            "gate=" + gate,
            "fenced=" + fenced,
            "cache.stack=" + stack,
            "cache.partitions=4",
            "cache.write.batch=4",
            "cache.write.delay=300ms"));
  }

  private long batchesOfThePaused() {
    return nodes.ledger().batches().stream().filter(batch -> batch.node().equals(PAUSED)).count();
  }

  /** What the key of a number goes through: some are removed, all have 3 in the end. */
  private static Script history(int key) {
    String name = "k" + key;
    return Script.of(
        List.of(
            new Operation(name, 1, false),
            new Operation(name, 2, key < REMOVED),
            new Operation(name, 3, false)));
  }

  private static List<Change> last() {
    return IntStream.range(0, KEYS).mapToObj(key -> history(key).at(2).change()).toList();
  }

  private void awaitLast(long since) {
    Awaitility.await()
        .atMost(LedgerNodes.LIMIT)
        .untilAsserted(
            () -> {
              assertThat(nodes.ledger().items()).containsExactlyInAnyOrderElementsOf(last());
              assertThat(System.nanoTime() - since).isGreaterThan(THREE_LEASES.toNanos());
            });
  }

  /** Stops a node in the middle of its first batches, and lets another one write all anew. */
  private void overtake(String stack, boolean fenced) {
    JvmProcess paused = start(PAUSED, stack, fenced, true);
    LedgerNodes.ask(paused, "put", "v1", 0, KEYS);
    LedgerNodes.ask(paused, "remove", "-", 0, REMOVED);
    LedgerNodes.ask(paused, "put", "v2", REMOVED, KEYS);
    paused.awaitLine("halfway"::equals, LedgerNodes.LIMIT);
    paused.pause();
    long since = System.nanoTime();
    JvmProcess other = start("other", stack, fenced, false);
    assertThat(LedgerNodes.ask(other, "put", "v3", 0, KEYS)).isEqualTo("done");
    awaitLast(since);
    final long begun = batchesOfThePaused();

    paused.send("open");
    paused.resume();
    paused.send("stop");

    assertThat(paused.awaitExit(LedgerNodes.LIMIT)).isZero();
    assertThat(begun).isPositive();
    assertThat(batchesOfThePaused()).isEqualTo(begun);
  }

  @ParameterizedTest
  @ValueSource(strings = {"heap+redis", "redis"})
  void resume_plainWriter_beginsNoFurtherBatch(String stack) {
    overtake(stack, false);
  }

  @ParameterizedTest
  @ValueSource(strings = {"heap+redis", "redis"})
  void resume_fencedWriter_overwritesNothingNewer(String stack) {
    overtake(stack, true);

    List<Run> runs =
        IntStream.range(0, KEYS).mapToObj(key -> new Run(history(key), 3, false)).toList();
    assertThat(Verdict.complaints(runs, nodes.ledger().items(), nodes.ledger().applied()))
        .isEmpty();
  }
}
