package org.entresol.queue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The order in which the pending writes of a heap are due.
 *
 * <p>Those that never failed stand in line in the order of their coming, which is that in which
 * they are due; failed ones are kept apart, by their times. Any thread may {@link #add}; all else
 * is done by one at a time, which whoever has it sees to.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
final class HeapLine<K, V> {

  private final long delay;
  private final int batch;
  private final Queue<Waiting<K, V>> line = new ConcurrentLinkedQueue<>();

  /** Those that have failed. */
  private final PriorityQueue<Waiting<K, V>> failed =
      new PriorityQueue<>(Comparator.comparingLong(Waiting::due));

  /** Those written anew while they were under way, as they were claimed. */
  private final Queue<Waiting<K, V>> renewed = new ArrayDeque<>();

  /** Those under way. */
  private List<Waiting<K, V>> claimed = List.of();

  private long claimedAt;

  /**
   * Creates an empty line.
   *
   * @param delay for how many nanoseconds a write waits for later ones of its key
   * @param batch the most writes that are claimed at once
   */
  HeapLine(long delay, int batch) {
    this.delay = delay;
    this.batch = batch;
  }

  /** The place of a new write, which is not in line yet. */
  Waiting<K, V> place(K key, @Nullable V value, long now) {
    return new Waiting<>(key, value, now, now + delay);
  }

  /** Puts a place at the end of the line. */
  void add(Waiting<K, V> place) {
    line.add(place);
  }

  /**
   * Takes out what is due; nothing while what was claimed before is under way.
   *
   * @param pressed whether those in line are due already
   */
  List<Waiting<K, V>> claim(boolean pressed, long now) {
    if (!claimed.isEmpty()) {
      return List.of();
    }
    List<Waiting<K, V>> due = new ArrayList<>();
    while (due.size() < batch && !failed.isEmpty() && failed.element().due() - now <= 0) {
      due.add(failed.remove());
    }
    take(renewed, due, pressed, now);
    take(line, due, pressed, now);
    claimed = due;
    claimedAt = now;
    return due;
  }

  private void take(Queue<Waiting<K, V>> from, List<Waiting<K, V>> due, boolean pressed, long now) {
    Waiting<K, V> next = from.peek();
    while (due.size() < batch && next != null && (pressed || next.due() - now <= 0)) {
      due.add(from.remove());
      next = from.peek();
    }
  }

  /** Those under way. */
  List<Waiting<K, V>> claimed() {
    return claimed;
  }

  /** Says that nothing is under way any more. */
  void settled() {
    claimed = List.of();
  }

  /** Lets a write come again. */
  void again(Waiting<K, V> place, long due) {
    place.dueAt(due);
    failed.add(place);
  }

  /** Lets a write come that has taken the place of one under way; nobody knows when it came. */
  void anew(Waiting<K, V> place) {
    place.beginAnew(claimedAt);
    place.dueAt(claimedAt + delay);
    renewed.add(place);
  }

  /** For how many nanoseconds the oldest write has been pending; 0 where none is. */
  long oldest(long now) {
    return Stream.of(
            Stream.ofNullable(line.peek()),
            renewed.stream().limit(1),
            failed.stream(),
            claimed.stream())
        .flatMap(some -> some)
        .mapToLong(place -> now - place.since())
        .max()
        .orElse(0);
  }
}
