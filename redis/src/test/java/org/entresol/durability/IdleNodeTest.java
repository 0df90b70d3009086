package org.entresol.durability;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.entresol.testing.JvmProcess;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A node that nobody asks for anything, beside one that dies with writes pending. */
@Tag("processes")
class IdleNodeTest {
  private static final int KEYS = 40;

  @RegisterExtension private final LedgerNodes nodes = new LedgerNodes();

  private JvmProcess startIdle(String stack) {
    return LedgerNodes.awaitReady(nodes.start("idle", "cache.stack=" + stack));
  }

  @ParameterizedTest
  @CsvSource({"heap+redis, true", "heap+redis, false", "redis, true", "redis, false"})
  void kill_withWritesPending_idleNodeWritesThem(String stack, boolean before) {
    JvmProcess busy =
        LedgerNodes.awaitReady(nodes.start("busy", "gate=true", "cache.stack=" + stack));
    if (before) {
      startIdle(stack);
    }
    assertThat(LedgerNodes.ask(busy, "put", "v1", 0, KEYS)).isEqualTo("done");
    assertThat(LedgerNodes.ask(busy, "remove", "-", 0, KEYS / 2)).isEqualTo("done");
    busy.kill();
    if (!before) {
      startIdle(stack);
    }

    Awaitility.await()
        .atMost(LedgerNodes.LIMIT)
        .untilAsserted(
            () ->
                assertThat(nodes.ledger().items())
                    .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(KEYS / 2, KEYS)
                            .mapToObj(i -> new Change("k" + i, "v1"))
                            .toList()));
  }
}
