package org.entresol.benchmarks;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.entresol.Stack;

/**
 * Puts without a writer, behind and through, in {@link Turns} of one JVM. A turn of write-behind
 * begins, untimed, with as much as its delay, so that the source is being written while it is
 * timed, as in the long run; it ends with a flush, so that its writes burden nobody else's turn.
 *
 * @param warmupMillis how long each way is taken before it counts
 * @param leadMillis how long puts go before a turn of write-behind counts
 * @param turnMillis how long one turn takes
 * @param rounds how many turns each way has
 */
record WriteTurns(int warmupMillis, int leadMillis, int turnMillis, int rounds) {
  private static final int STEPS_PER_LOOK = 64;
  private static final int LENGTH = 1 << 18;
  private static final int MASK = LENGTH - 1;
  private static final int BULK = 100;
  private static final int FRESH = 64;
  private static final long SEED = 42;

  /** Lets the three ways take their turns, and returns their speed in each round. */
  List<Map<WriteWay, Double>> measure(WriteScenario scenario, String address) {
    String[] keys =
        IntStream.range(0, scenario.keys()).mapToObj(i -> "customer:" + i).toArray(String[]::new);
    int[] sequence = new Random(SEED).ints(LENGTH, 0, keys.length).toArray();
    String[] fresh = Payload.STRING.values(keys.length, FRESH);
    Map<WriteWay, WriteSubject> subjects = new EnumMap<>(WriteWay.class);
    Map<WriteWay, Turns.Side> sides = new EnumMap<>(WriteWay.class);
    int stepsPerLook = scenario.stack() == Stack.HEAP ? STEPS_PER_LOOK : 1;
    try (Turns turns = new Turns(scenario.threads(), stepsPerLook)) {
      for (WriteWay way : WriteWay.values()) {
        WriteSubject subject = WriteSubject.open(way, scenario.stack(), address);
        subjects.put(way, subject);
        fill(subject, keys);
        Turns.Side side =
            new Turns.Side(
                step -> subject.cache().put(keys[sequence[step & MASK]], fresh[step % FRESH]),
                way == WriteWay.BEHIND ? leadMillis : 0,
                () -> subject.cache().flush());
        sides.put(way, side);
        double unused = turns.turn(side, 0, warmupMillis);
      }
      return turns.rounds(sides, rounds, turnMillis);
    } finally {
      subjects.values().forEach(WriteSubject::close);
    }
  }

  private static void fill(WriteSubject subject, String[] keys) {
    Map<String, String> some = new HashMap<>();
    for (int i = 0; i < keys.length; i++) {
      some.put(keys[i], Payload.STRING.make().apply(i));
      if (some.size() == BULK || i == keys.length - 1) {
        subject.cache().putAll(some);
        some.clear();
      }
    }
    subject.cache().flush();
  }
}
