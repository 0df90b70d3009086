package org.entresol.codec;

import org.entresol.fault.Causes;
import org.jspecify.annotations.Nullable;

/**
 * The failure to copy or measure an object; its message names the class, the reason and the ways
 * out.
 */
public final class CopyException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private static final String WAYS_OUT =
      ". Ways out: store by reference; name a type whose instances never change under"
          + " `immutable:`; make the class Serializable";

  /** The object at fault and what is wrong with it. */
  private final String fault;

  private CopyException(String message, String fault, @Nullable Throwable cause) {
    super(message, cause);
    this.fault = fault;
  }

  /** The failure to copy an object of a class, for a reason that says what is wrong with it. */
  public static CopyException of(Class<?> type, String reason, @Nullable Throwable cause) {
    String fault = type.getName() + ": " + reason;
    return new CopyException("Cannot copy a " + fault + WAYS_OUT, fault, cause);
  }

  /** The failure to copy an object of a class because of what happened on the walk through it. */
  public static CopyException of(Class<?> type, Throwable thrown) {
    return of(type, reason(thrown), thrown);
  }

  /** The failure to tell the size of an object because of what happened on the walk through it. */
  public static CopyException ofSize(Class<?> type, Throwable thrown) {
    String fault = type.getName() + ": " + reason(thrown);
    return new CopyException(
        "Cannot tell the size of a "
            + fault
            + ". Ways out: bound the cache by `max-entries` instead of `max-bytes`; make the class"
            + " Serializable",
        fault,
        thrown);
  }

  /** Whether an object of this class is at fault. */
  public boolean isAbout(Class<?> type) {
    return fault.startsWith(type.getName() + ": ");
  }

  /** What is wrong, in the words of the innermost object at fault. */
  public static String reason(Throwable thrown) {
    for (Throwable t : Causes.of(thrown)) {
      if (t instanceof CopyException inner) {
        return "it holds a " + inner.fault;
      }
      if (t instanceof StackOverflowError) {
        return "the chain of objects it leads to is too long for the stack of the thread";
      }
    }
    return thrown.toString();
  }
}
