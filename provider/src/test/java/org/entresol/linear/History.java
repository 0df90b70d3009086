package org.entresol.linear;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The calls on one key, by several threads; at most 30.
 *
 * <p>Checked as Wing and Gong did: a history is explained if its calls can be put in one order that
 * agrees with the order of those that did not overlap, and in which a plain register would have
 * given every result.
 */
record History(List<Call> calls) {

  /** The same without the calls that only read. */
  History ofChanges() {
    return new History(
        calls.stream()
            .filter(call -> call.operation() != Operation.GET)
            .filter(call -> call.operation() != Operation.CONTAINS_KEY)
            .toList());
  }

  /** Whether some order explains all results, beginning with nothing held. */
  boolean isExplained() {
    return isExplained(0, null, new HashSet<>());
  }

  private boolean isExplained(int done, @Nullable Integer held, Set<Point> deadEnds) {
    if (done == (1 << calls.size()) - 1) {
      return true;
    }
    if (!deadEnds.add(new Point(done, held))) {
      return false;
    }
    for (int i = 0; i < calls.size(); i++) {
      if (mayBeNext(i, done)) {
        Operation.Outcome outcome = calls.get(i).explainedBy(held);
        if (outcome != null && isExplained(done | (1 << i), outcome.held(), deadEnds)) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean mayBeNext(int candidate, int done) {
    if ((done & (1 << candidate)) != 0) {
      return false;
    }
    for (int i = 0; i < calls.size(); i++) {
      if ((done & (1 << i)) == 0 && calls.get(i).isBefore(calls.get(candidate))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    long origin = calls.stream().mapToLong(Call::start).min().orElse(0);
    return calls.stream()
        .sorted(Comparator.comparingLong(Call::start))
        .map(call -> line(call, origin))
        .collect(Collectors.joining("\n", "a history that no order of its calls explains:\n", ""));
  }

  private static String line(Call call, long origin) {
    return "  %8d to %8d  %s(%d, %d) = %s"
        .formatted(
            call.start() - origin,
            call.end() - origin,
            call.operation(),
            call.a(),
            call.b(),
            call.result());
  }

  /** How far an order has come, and what is held there. */
  private record Point(int done, @Nullable Integer held) {}
}
