package org.entresol.model;

import static org.assertj.core.api.Assertions.fail;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.entresol.Stack;
import org.entresol.time.FakeClock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random programs over all operations of JSR-107, carried out over a tier. */
public abstract class TierModelContract {

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

  /** A node on the clock of a program; programs come one after another. */
  protected abstract TierLab lab(FakeClock clock);

  /** The stack that keeps copies near. */
  protected abstract Stack near();

  /** The stack that keeps none. */
  protected abstract Stack alone();

  /** How many programs a series has. */
  protected abstract int programs();

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14, 15})
  void programs_nearOverATier_showTheSameAsTheReferenceCache(long series) {
    assertSame(tiered(near()), series, programs());
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23, 24, 25})
  void programs_onATierAlone_showTheSameAsTheReferenceCache(long series) {
    assertSame(tiered(alone()), series, programs());
  }

  private Duel tiered(Stack stack) {
    return new Duel(
        setup -> Worlds.reference(setup.storing(true)),
        setup -> Worlds.tiered(stack, setup, this::lab));
  }

  static void assertSame(Duel duel, long series, int programs) {
    for (long seed = series * 1_000_000; seed < series * 1_000_000 + programs; seed++) {
      Program program = Program.of(seed);
      String found = duel.difference(program);
      if (found != null) {
        Program shortest = duel.shortened(program);
        // What comes of threads in the background need not come again.
        String again = duel.difference(shortest);
        fail("%s%s", shortest, (again == null) ? found : again);
      }
    }
  }
}
