package org.entresol.store.tiered;

import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.entresol.codec.CodecException;
import org.entresol.tier.TierException;
import org.jspecify.annotations.Nullable;

/**
 * The form in which users get to see what fails below: in the tier, or in the codec. Thread-safe.
 */
final class Failures {

  private final UnaryOperator<RuntimeException> forUsers;

  /**
   * Creates the form of one cache.
   *
   * @param forUsers what users get to see of a failure of the tier or the codec
   */
  Failures(UnaryOperator<RuntimeException> forUsers) {
    this.forUsers = forUsers;
  }

  /** What users get to see of a failure. */
  RuntimeException of(RuntimeException failure) {
    return forUsers.apply(failure);
  }

  /** Asks the tier. */
  <T> T ask(Supplier<T> question) {
    try {
      return question.get();
    } catch (TierException | CodecException e) {
      throw of(e);
    }
  }

  /** Tells the tier to do something. */
  void tell(Runnable order) {
    ask(
        () -> {
          order.run();
          return order;
        });
  }

  /** Asks the codec; what fails in the tier meanwhile is for whoever sends to handle. */
  <T extends @Nullable Object> T coded(Supplier<T> question) {
    try {
      return question.get();
    } catch (CodecException e) {
      throw of(e);
    }
  }
}
