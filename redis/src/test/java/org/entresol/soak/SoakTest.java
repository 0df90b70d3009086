package org.entresol.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A short {@link SoakRun} on each stack; of the length in seconds that {@code entresol.test.soak}
 * says, and with the faults of {@code entresol.test.soak.seed}.
 */
@Tag("processes")
final class SoakTest {
  private static final Duration LENGTH =
      Duration.ofSeconds(Integer.getInteger("entresol.test.soak", 10));

  @ParameterizedTest
  @ValueSource(strings = {"redis", "heap+redis"})
  void run_faultsAndEvictions_keepsEveryPromise(String stack) throws Exception {
    long seed = Long.getLong("entresol.test.soak.seed", System.currentTimeMillis());
    String name = "soak of %s with -Dentresol.test.soak.seed=%d".formatted(stack, seed);
    System.out.println(name + " begins");

    Judge.Verdict verdict = new SoakRun(stack, seed, LENGTH).run();

    System.out.println(name + ": " + verdict);
    assertThat(verdict.complaints().stream().limit(10)).as(name).isEmpty();
    assertThat(verdict.writes()).isGreaterThan(100);
    assertThat(verdict.counted()).isGreaterThan(10);
    assertThat(verdict.seen()).isGreaterThan(100);
  }
}
