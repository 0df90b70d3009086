package org.entresol.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/**
 * Peers in one JVM, in short turns of all threads: whatever else the machine does falls on all of
 * them alike, so that ratios within a round hold even when it is busy. Time is that of the wall.
 */
final class Turns implements AutoCloseable {
  private static final int APART = 1_009;

  private final int threads;
  private final int stepsPerLook;
  private final ExecutorService executor;

  /**
   * Starts the threads.
   *
   * @param threads how many take each turn together
   * @param stepsPerLook how many steps are made between two looks at the time
   */
  Turns(int threads, int stepsPerLook) {
    this.threads = threads;
    this.stepsPerLook = stepsPerLook;
    this.executor = Executors.newFixedThreadPool(threads);
  }

  /**
   * What one peer does in its turns.
   *
   * @param step makes the step of a number
   * @param leadMillis how long it does so, untimed, when a turn begins
   * @param end what it does, untimed, when a turn is over
   */
  record Side(IntConsumer step, int leadMillis, Runnable end) {

    /** A side that does nothing but its steps. */
    static Side of(IntConsumer step) {
      return new Side(step, 0, () -> {});
    }
  }

  /** Lets the sides take turns, in another order each round, and returns their speeds by round. */
  <P> List<Map<P, Double>> rounds(Map<P, Side> sides, int count, int millis) {
    List<Map<P, Double>> rounds = new ArrayList<>();
    List<P> order = new ArrayList<>(sides.keySet());
    for (int round = 0; round < count; round++) {
      Map<P, Double> speeds = new LinkedHashMap<>();
      for (P peer : order) {
        speeds.put(peer, turn(Objects.requireNonNull(sides.get(peer)), round * 31, millis));
      }
      rounds.add(speeds);
      Collections.rotate(order, 1);
    }
    return rounds;
  }

  /**
   * Takes one turn.
   *
   * @param first the number of the first step
   * @return the steps per second, all threads together
   */
  double turn(Side side, int first, int millis) {
    if (side.leadMillis() > 0) {
      double unused = steps(side.step(), first, side.leadMillis());
    }
    double speed = steps(side.step(), first, millis);
    side.end().run();
    return speed;
  }

  private double steps(IntConsumer step, int first, int millis) {
    CyclicBarrier start = new CyclicBarrier(threads);
    List<Future<Double>> speeds = new ArrayList<>();
    for (int thread = 0; thread < threads; thread++) {
      int from = first + thread * APART;
      speeds.add(
          executor.submit(
              () -> {
                start.await();
                return speed(step, from, TimeUnit.MILLISECONDS.toNanos(millis));
              }));
    }
    return speeds.stream().mapToDouble(Turns::get).sum();
  }

  private double speed(IntConsumer step, int from, long nanos) {
    long start = System.nanoTime();
    long elapsed;
    int steps = 0;
    do {
      for (int i = 0; i < stepsPerLook; i++) {
        step.accept(from + steps++);
      }
      elapsed = System.nanoTime() - start;
    } while (elapsed < nanos);
    return steps * 1e9 / elapsed;
  }

  private static double get(Future<Double> speed) {
    try {
      return speed.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
