package org.entresol.tier.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Whatever lies in Redis or is told by it gives a value or a refusal, takes no more memory than is
 * bounded, and has no class looked up that is not allowed.
 *
 * <p>Searches briefly; {@code -Dentresol.fuzz.inputs} and {@code -Dentresol.fuzz.seconds} say how
 * much at least, and {@code -Dentresol.fuzz.seed} where it begins.
 */
@Tag("unit")
@Tag("search")
class FuzzTest {

  private static final Logger LOG = System.getLogger(FuzzTest.class.getName());
  private static final int TOLD = 500_000;
  private static final int ROUND = 10_000;
  private static final long INPUTS = Long.getLong("entresol.fuzz.inputs", 30_000);
  private static final long NANOS = Long.getLong("entresol.fuzz.seconds", 0) * 1_000_000_000L;
  private static final long SEED = Long.getLong("entresol.fuzz.seed", 1);

  @Test
  void read_whatReleasesHaveWrittenChangedAtRandom_givesAValueOrARefusal() {
    Fuzz fuzz = new Fuzz(SEED);
    long begun = System.nanoTime();

    while (fuzz.finds().isEmpty()
        && (fuzz.inputs() < INPUTS || System.nanoTime() - begun < NANOS)) {
      fuzz.run(ROUND);
      if (fuzz.inputs() % TOLD == 0) {
        LOG.log(
            Level.INFO,
            "{0} inputs, {1} of them refused, in {2} s",
            fuzz.inputs(),
            fuzz.refused(),
            (System.nanoTime() - begun) / 1_000_000_000);
      }
    }

    assertThat(fuzz.finds()).isEmpty();
    // It is not all refused at the first byte.
    assertThat(fuzz.refused()).isBetween(fuzz.inputs() / 4, fuzz.inputs() * 9 / 10);
  }
}
