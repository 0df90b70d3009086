package org.entresol.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random programs over all operations of JSR-107, carried out by a cache and by the reference
 * cache.
 *
 * <p>A failure names the seed and the shortest program found that shows it; {@code
 * Program.of(seed)} makes the whole program again.
 */
@Tag("unit")
@Tag("search")
class ModelTest {

  private static final int PROGRAMS = 300;

  @BeforeAll
  static void silence() {
    TierModelContract.silence();
  }

  @AfterAll
  static void unsilence() {
    TierModelContract.unsilence();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void programs_onTheHeap_showTheSameAsTheReferenceCache(long series) {
    TierModelContract.assertSame(new Duel(Worlds::reference, Worlds::heap), series, PROGRAMS);
  }

  @Test
  void difference_ofWorldsThatDiffer_isFoundAndShortened() {
    Duel unequal = new Duel(Worlds::reference, setup -> Worlds.reference(setup.storing(false)));
    Program failing = Program.of(0);
    for (long seed = 1; unequal.difference(failing) == null; seed++) {
      failing = Program.of(seed);
    }

    assertThat(unequal.shortened(failing).steps()).hasSizeLessThanOrEqualTo(2);
  }
}
