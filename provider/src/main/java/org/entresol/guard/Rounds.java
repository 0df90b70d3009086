package org.entresol.guard;

import java.util.function.UnaryOperator;

/**
 * The bound of what is done again because somebody else came in between: that ends sooner or later
 * for whoever is lucky, and must end for everybody. Stateless.
 */
public final class Rounds {

  /** How often something is done before it is given up. */
  public static final int MOST = 100;

  private Rounds() {}

  /**
   * Looks whether one more round may be begun.
   *
   * @param made how many rounds there were
   * @param key the key whose entry was changed in between, for the message
   * @param refusal what is thrown in place of an {@link OvertakenException}
   */
  public static void require(int made, Object key, UnaryOperator<RuntimeException> refusal) {
    if (made >= MOST) {
      throw refusal.apply(
          new OvertakenException(
              "The entry of key '%s' was changed by others in each of %d rounds in which this operation looked at it and then was to act; nothing was done. Whoever changes it so often leaves no room for others"
                  .formatted(key, made)));
    }
  }
}
