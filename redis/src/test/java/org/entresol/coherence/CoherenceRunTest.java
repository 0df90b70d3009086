package org.entresol.coherence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A short {@link CoherenceRun}, or one of the length that system properties ask for. */
@Tag("processes")
final class CoherenceRunTest {

  @Test
  void run_cutsLossesAndARestart_keepsEveryPromise() throws Exception {
    CoherenceRun run =
        new CoherenceRun(
            Integer.getInteger("entresol.coherence.jvms", 2),
            Duration.ofSeconds(Integer.getInteger("entresol.coherence.seconds", 15)));

    Verdict verdict = run.run();

    System.out.println("coherence: " + verdict);
    assertThat(verdict.complaints()).isEmpty();
    assertThat(verdict.writes()).isGreaterThan(100);
    assertThat(verdict.reads()).isGreaterThan(100);
  }
}
