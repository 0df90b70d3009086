package org.entresol.fault;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The failures behind a failure. They come from user code and from libraries, so they may lead back
 * to themselves, and further than anybody wants to know. Stateless.
 */
public final class Causes {

  /** No more are looked at. */
  private static final int MOST = 100;

  private Causes() {}

  /** A failure and those behind it, each one once. */
  public static List<Throwable> of(@Nullable Throwable failure) {
    List<Throwable> chain = new ArrayList<>();
    for (@Nullable Throwable next = failure;
        next != null && chain.size() < MOST && !holds(chain, next);
        next = next.getCause()) {
      chain.add(next);
    }
    return chain;
  }

  /** By identity: what a failure is equal to is for its class to say. */
  private static boolean holds(List<Throwable> chain, Throwable failure) {
    return chain.stream().anyMatch(known -> known == failure);
  }

  /** The first of a type among a failure and those behind it; null if none is. */
  public static <T> @Nullable T first(@Nullable Throwable failure, Class<T> type) {
    for (Throwable cause : of(failure)) {
      if (type.isInstance(cause)) {
        return type.cast(cause);
      }
    }
    return null;
  }

  /** Whether a failure is of a type, or one behind it. */
  public static boolean include(@Nullable Throwable failure, Class<?> type) {
    return first(failure, type) != null;
  }

  /** What lies at the bottom of a failure; itself if nothing is behind it. */
  public static Throwable root(Throwable failure) {
    List<Throwable> chain = of(failure);
    return chain.get(chain.size() - 1);
  }

  /** A failure in one line, with what lies at its bottom. */
  public static String inWords(Throwable failure) {
    Throwable root = root(failure);
    return (root == failure) ? failure.toString() : failure + ": " + root;
  }
}
