package org.entresol.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Peers on one server and in one JVM, in short turns of all threads: whatever else the machine does
 * falls on all of them alike, so that ratios within a round hold even when it is busy. Time is that
 * of the wall, since waiting for Redis is what is measured.
 *
 * @param warmupMillis how long each peer does it before it counts
 * @param turnMillis how long one turn takes
 * @param rounds how many turns each peer has
 */
record RedisTurns(int warmupMillis, int turnMillis, int rounds) {
  private static final int STEPS_PER_LOOK = 64;
  private static final int APART = 1_009;

  /** Lets the peers of a scenario take their turns, and returns their speed in each round. */
  List<Map<RedisPeer, Double>> measure(RedisScenario scenario, String address) {
    return measure(scenario, scenario.payload(), address);
  }

  private <V> List<Map<RedisPeer, Double>> measure(
      RedisScenario scenario, Payload<V> payload, String address) {
    RedisTraffic<V> traffic = new RedisTraffic<>(payload);
    Map<RedisPeer, RedisSubject<V>> subjects = new EnumMap<>(RedisPeer.class);
    ExecutorService threads = Executors.newFixedThreadPool(scenario.threads());
    try {
      for (RedisPeer peer : scenario.peers()) {
        RedisSubject<V> subject = peer.open(address, payload, Expiry.ETERNAL);
        subjects.put(peer, subject);
        traffic.fill(subject, payload);
        Object unused = new Turn<>(scenario, subject, traffic, 0).take(threads, warmupMillis);
      }
      return rounds(scenario, subjects, traffic, threads);
    } finally {
      threads.shutdownNow();
      subjects.values().forEach(RedisSubject::close);
    }
  }

  private <V> List<Map<RedisPeer, Double>> rounds(
      RedisScenario scenario,
      Map<RedisPeer, RedisSubject<V>> subjects,
      RedisTraffic<V> traffic,
      ExecutorService threads) {
    List<Map<RedisPeer, Double>> rounds = new ArrayList<>();
    List<RedisPeer> order = new ArrayList<>(scenario.peers());
    for (int round = 0; round < rounds(); round++) {
      Map<RedisPeer, Double> speeds = new EnumMap<>(RedisPeer.class);
      for (RedisPeer peer : order) {
        RedisSubject<V> subject = Objects.requireNonNull(subjects.get(peer));
        speeds.put(
            peer, new Turn<>(scenario, subject, traffic, round * 31).take(threads, turnMillis));
      }
      rounds.add(speeds);
      Collections.rotate(order, 1);
    }
    return rounds;
  }

  /** One turn of one peer. */
  private record Turn<V>(
      RedisScenario scenario, RedisSubject<V> subject, RedisTraffic<V> traffic, int first) {

    /** Returns operations per second, all threads together. */
    double take(ExecutorService threads, int millis) {
      CyclicBarrier start = new CyclicBarrier(scenario.threads());
      List<Future<Double>> speeds = new ArrayList<>();
      for (int thread = 0; thread < scenario.threads(); thread++) {
        int from = first + thread * APART;
        speeds.add(
            threads.submit(
                () -> {
                  start.await();
                  return speed(from, TimeUnit.MILLISECONDS.toNanos(millis));
                }));
      }
      return speeds.stream().mapToDouble(Turn::get).sum();
    }

    private double speed(int from, long nanos) {
      boolean isFast = scenario.yardstick() == RedisPeer.HEAP;
      int stepsPerLook = isFast ? STEPS_PER_LOOK : 1;
      long start = System.nanoTime();
      long elapsed;
      int steps = 0;
      do {
        for (int i = 0; i < stepsPerLook; i++) {
          if (scenario.operation().step(subject, traffic, from + steps++) == null) {
            throw new IllegalStateException(scenario.label() + " found nothing");
          }
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
  }
}
