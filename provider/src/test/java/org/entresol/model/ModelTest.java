package org.entresol.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.entresol.Stack;
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

  /** Held, because a logger that nobody holds forgets its level. */
  private static final Logger POLICY_FAILURES =
      Logger.getLogger("org.entresol.expiry.PolicyExpiry");

  /** Thousands of policies fail here, each with a warning. */
  @BeforeAll
  static void silence() {
    POLICY_FAILURES.setLevel(Level.OFF);
  }

  @AfterAll
  static void unsilence() {
    POLICY_FAILURES.setLevel(null);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void programs_onTheHeap_showTheSameAsTheReferenceCache(long series) {
    assertSame(new Duel(Worlds::reference, Worlds::heap), series);
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14, 15})
  void programs_nearOverATier_showTheSameAsTheReferenceCache(long series) {
    assertSame(tiered(Stack.HEAP_REDIS), series);
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23, 24, 25})
  void programs_onATierAlone_showTheSameAsTheReferenceCache(long series) {
    assertSame(tiered(Stack.REDIS), series);
  }

  private static Duel tiered(Stack stack) {
    return new Duel(
        setup -> Worlds.reference(setup.storing(true)), setup -> Worlds.tiered(stack, setup));
  }

  private static void assertSame(Duel duel, long series) {
    for (long seed = series * 1_000_000; seed < series * 1_000_000 + PROGRAMS; seed++) {
      Program program = Program.of(seed);
      if (duel.difference(program) != null) {
        Program shortest = duel.shortened(program);
        fail("%s%s", shortest, duel.difference(shortest));
      }
    }
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
