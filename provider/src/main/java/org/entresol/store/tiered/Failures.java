package org.entresol.store.tiered;

import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.entresol.codec.CodecException;
import org.entresol.tier.Calls;
import org.entresol.tier.TierException;
import org.jspecify.annotations.Nullable;

/**
 * The asking of a tier, measured; and the form in which users get to see what fails below, in the
 * tier or in the codec. Thread-safe.
 */
public final class Failures {

  private final UnaryOperator<RuntimeException> forUsers;
  private final Calls calls;

  /**
   * Creates the form of one cache.
   *
   * @param forUsers what users get to see of a failure of the tier or the codec
   * @param calls counts what the tier is asked
   */
  public Failures(UnaryOperator<RuntimeException> forUsers, Calls calls) {
    this.forUsers = forUsers;
    this.calls = calls;
  }

  /** The same, for a tier that measures by itself which calls reach the one below. */
  Failures uncounted() {
    return new Failures(forUsers, Calls.ofOthers());
  }

  /** What counts the calls. */
  Calls calls() {
    return calls;
  }

  /** What users get to see of a failure. */
  RuntimeException of(RuntimeException failure) {
    return forUsers.apply(failure);
  }

  /** Asks the tier. */
  <T> T ask(Supplier<T> question) {
    try {
      return timed(question);
    } catch (TierException | CodecException e) {
      throw of(e);
    }
  }

  /** Asks the tier; what fails is for whoever asks to handle. */
  <T> T timed(Supplier<T> question) {
    return calls.timed(question);
  }

  /** Notes what the tier is told later, if at all. */
  void noted(Runnable note) {
    try {
      note.run();
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
