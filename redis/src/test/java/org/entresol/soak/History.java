package org.entresol.soak;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.entresol.soak.Event.Kind;
import org.jspecify.annotations.Nullable;

/** The writes of one key, by their numbers, which its one writer gave them in their order. */
final class History {
  private final NavigableMap<Long, Write> writes = new TreeMap<>();

  /**
   * One write.
   *
   * @param end when it was acknowledged or had failed; {@link Long#MAX_VALUE} if neither
   * @param fate what became of it; nobody knows of one that is under way
   */
  record Write(boolean removal, long end, Kind fate) {
    boolean isDone() {
      return fate == Kind.DONE;
    }

    boolean mayBe() {
      return fate != Kind.REFUSED;
    }
  }

  /** Takes over an event that is about a write; others are ignored. */
  void add(Event event) {
    switch (event.kind()) {
      case PUT, REMOVE ->
          writes.put(
              event.number(), new Write(event.kind() == Kind.REMOVE, Long.MAX_VALUE, Kind.UNKNOWN));
      case DONE, UNKNOWN, REFUSED ->
          writes.computeIfPresent(
              event.number(),
              (number, begun) -> new Write(begun.removal(), event.at(), event.kind()));
      default -> {}
    }
  }

  /** A put that may have been made. */
  boolean mayHold(long number) {
    Write write = writes.get(number);
    return write != null && !write.removal() && write.mayBe();
  }

  /** When a later write was acknowledged; {@link Long#MAX_VALUE} if none was. */
  long overtaken(long number) {
    return writes.tailMap(number, false).values().stream()
        .filter(Write::isDone)
        .findFirst()
        .map(Write::end)
        .orElse(Long.MAX_VALUE);
  }

  /** The number of the last write that was acknowledged; 0 for none. */
  long lastDone() {
    return writes.descendingMap().entrySet().stream()
        .filter(entry -> entry.getValue().isDone())
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(0L);
  }

  boolean isRemoval(long number) {
    Write write = writes.get(number);
    return write != null && write.removal();
  }

  /** When a write was acknowledged, or had failed; {@link Long#MAX_VALUE} if neither. */
  long endOf(long number) {
    Write write = writes.get(number);
    return (write == null) ? Long.MAX_VALUE : write.end();
  }

  /** The first removal from a number on that may have been made; null for none. */
  @Nullable Long removalFrom(long number) {
    return writes.tailMap(number, true).entrySet().stream()
        .filter(entry -> entry.getValue().removal() && entry.getValue().mayBe())
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(null);
  }
}
