package org.entresol.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.entresol.jcache.Crew;
import org.entresol.jcache.Crew.Task;
import org.junit.jupiter.api.Test;

/** What every {@link EntryStore} has to do when many threads make steps of one key. */
abstract class CrowdContract {

  /** The store under test, empty. */
  abstract EntryStore<Object, String> store();

  /** How often what may fail by chance is tried. */
  abstract int rounds();

  @Test
  void apply_byManyThreads_isAtomicAndCommittedOnceInTheKeysOrder() {
    int threads = 4;
    int times = rounds();
    List<String> order = new ArrayList<>();
    AtomicInteger inside = new AtomicInteger();
    AtomicBoolean intruded = new AtomicBoolean();

    List<Task<Boolean>> helpers =
        IntStream.range(0, threads)
            .mapToObj(
                i ->
                    Crew.run(
                        () -> {
                          for (int time = 0; time < times; time++) {
                            countUp(order, inside, intruded);
                          }
                        }))
            .toList();
    helpers.forEach(Task::result);

    assertThat(intruded).isFalse();
    assertThat(order)
        .isEqualTo(IntStream.rangeClosed(1, threads * times).mapToObj(String::valueOf).toList());
  }

  /** Counts up, and notes the number when it is committed, and any other commit meanwhile. */
  private void countUp(List<String> order, AtomicInteger inside, AtomicBoolean intruded) {
    AtomicInteger number = new AtomicInteger();
    Step.update(
        store(),
        "a",
        value -> {
          number.set((value == null) ? 1 : Integer.parseInt(value) + 1);
          return number.toString();
        },
        step ->
            step.heard().onCommit(() -> note(step, number.toString(), order, inside, intruded)));
  }

  private static void note(
      Step<?> step,
      String number,
      List<String> order,
      AtomicInteger inside,
      AtomicBoolean intruded) {
    intruded.compareAndSet(false, inside.getAndIncrement() != 0);
    if (step.act().stores()) {
      order.add(number);
    }
    inside.decrementAndGet();
  }
}
