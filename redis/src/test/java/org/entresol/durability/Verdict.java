package org.entresol.durability;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.entresol.durability.Script.Operation;
import org.jspecify.annotations.Nullable;

/** Whether a ledger holds what was acknowledged, and was written in the order of each key. */
final class Verdict {
  private final Map<String, List<Operation>> histories = new HashMap<>();
  private final Map<String, Integer> acknowledged = new HashMap<>();
  private final List<String> complaints = new ArrayList<>();

  private Verdict(List<Run> runs) {
    for (Run run : runs) {
      histories.putAll(
          run.script().first(run.reached()).stream().collect(groupingBy(Operation::key)));
      run.script()
          .first(run.acknowledged())
          .forEach(operation -> acknowledged.merge(operation.key(), 1, Integer::sum));
    }
  }

  /**
   * What a thread has done.
   *
   * @param script what it was to do
   * @param acknowledged how many of its operations were acknowledged
   * @param killed whether the next one may have been under way
   */
  record Run(Script script, int acknowledged, boolean killed) {
    int reached() {
      return killed ? acknowledged + 1 : acknowledged;
    }
  }

  /**
   * What is wrong; nothing if all is well.
   *
   * @param items the rows
   * @param applied the writes in their order
   */
  static List<String> complaints(List<Run> runs, List<Change> items, List<Change> applied) {
    Verdict verdict = new Verdict(runs);
    verdict.compare(items);
    applied.stream().collect(groupingBy(Change::key)).forEach(verdict::follow);
    return verdict.complaints;
  }

  /** The last operation of each key is there, or one that was under way. */
  private void compare(List<Change> items) {
    Map<String, String> values =
        items.stream()
            .collect(toMap(Change::key, change -> Objects.requireNonNull(change.value())));
    histories.forEach(
        (key, history) -> {
          int count = acknowledged.getOrDefault(key, 0);
          @Nullable String value = values.remove(key);
          boolean kept =
              Objects.equals(value, after(history, count))
                  || Objects.equals(value, after(history, history.size()));
          if (!kept) {
            complaints.add("%s is %s after %s".formatted(key, value, history.subList(0, count)));
          }
        });
    values.forEach((key, value) -> complaints.add(key + " is " + value + ", which nobody wrote"));
  }

  private static @Nullable String after(List<Operation> history, int count) {
    return (count == 0) ? null : history.get(count - 1).change().value();
  }

  /** No write comes after a later one; a deletion is the earliest that it can be. */
  private void follow(String key, List<Change> applied) {
    List<Operation> history = histories.getOrDefault(key, List.of());
    int reached = 0;
    for (Change change : applied) {
      int number = number(change, history, reached);
      if (number < reached || number > history.size()) {
        complaints.add("%s was written as %s after number %d".formatted(key, change, reached));
      } else {
        reached = number;
      }
    }
  }

  private static int number(Change change, List<Operation> history, int reached) {
    String value = change.value();
    if (value != null) {
      return Script.number(value);
    }
    return history.stream()
        .filter(operation -> operation.deletion() && operation.number() >= reached)
        .mapToInt(Operation::number)
        .findFirst()
        .orElse(Integer.MAX_VALUE);
  }
}
