package org.entresol.chaos;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the manual promises holds at each step of random programs; a failure names its seed. */
@Tag("unit")
@Tag("search")
class ChaosTest {

  private static final int PROGRAMS = 50;
  private static final int STEPS = 500;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void program_ofThreeNodes_seesNothingOlderThanIsPromised(long series) {
    for (long seed = series * 1_000; seed < series * 1_000 + PROGRAMS; seed++) {
      try (Chaos chaos = new Chaos(seed, false)) {
        chaos.run(STEPS);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {5, 6, 7, 8})
  void program_ofCachesThatAreEmptyWhileAway_neverFailsAndSeesNothingOvertaken(long series) {
    for (long seed = series * 1_000; seed < series * 1_000 + PROGRAMS; seed++) {
      try (Chaos chaos = new Chaos(seed, true)) {
        chaos.run(STEPS);
      }
    }
  }
}
