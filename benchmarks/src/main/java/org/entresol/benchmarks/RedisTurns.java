package org.entresol.benchmarks;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Peers on one server and in one JVM, in {@link Turns}. Waiting for Redis is part of what is
 * measured.
 *
 * @param warmupMillis how long each peer does it before it counts
 * @param turnMillis how long one turn takes
 * @param rounds how many turns each peer has
 */
record RedisTurns(int warmupMillis, int turnMillis, int rounds) {
  private static final int STEPS_PER_LOOK = 64;

  /** Lets the peers of a scenario take their turns, and returns their speed in each round. */
  List<Map<RedisPeer, Double>> measure(RedisScenario scenario, String address) {
    return measure(scenario, scenario.payload(), address);
  }

  private <V> List<Map<RedisPeer, Double>> measure(
      RedisScenario scenario, Payload<V> payload, String address) {
    RedisTraffic<V> traffic = new RedisTraffic<>(payload);
    Map<RedisPeer, RedisSubject<V>> subjects = new EnumMap<>(RedisPeer.class);
    Map<RedisPeer, Turns.Side> sides = new EnumMap<>(RedisPeer.class);
    boolean isFast = scenario.yardstick() == RedisPeer.HEAP;
    try (Turns turns = new Turns(scenario.threads(), isFast ? STEPS_PER_LOOK : 1)) {
      for (RedisPeer peer : scenario.peers()) {
        RedisSubject<V> subject = peer.open(address, payload, Expiry.ETERNAL);
        subjects.put(peer, subject);
        traffic.fill(subject, payload);
        Turns.Side side = Turns.Side.of(step -> make(scenario, subject, traffic, step));
        sides.put(peer, side);
        double unused = turns.turn(side, 0, warmupMillis);
      }
      return turns.rounds(sides, rounds, turnMillis);
    } finally {
      subjects.values().forEach(RedisSubject::close);
    }
  }

  private static <V> void make(
      RedisScenario scenario, RedisSubject<V> subject, RedisTraffic<V> traffic, int step) {
    if (scenario.operation().step(subject, traffic, step) == null) {
      throw new IllegalStateException(scenario.label() + " found nothing");
    }
  }
}
