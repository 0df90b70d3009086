package org.entresol.benchmarks;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * The rounds of one scenario. A peer is compared with raw Caffeine within each round, so that a
 * busy moment hits both sides.
 */
final class Row {
  private final List<Round> rounds;

  Row(List<Round> rounds) {
    this.rounds = List.copyOf(rounds);
  }

  /** Returns a figure of the peer over all rounds, if it took part. */
  Optional<Spread> figure(Peer peer, ToDoubleFunction<Speed> figure) {
    return spread(
        rounds.stream()
            .flatMap(round -> Stream.ofNullable(round.speeds().get(peer)))
            .map(figure::applyAsDouble));
  }

  /** Returns the speed of a peer as a multiple of raw Caffeine's, if they shared a round. */
  Optional<Spread> toRaw(Peer peer) {
    return spread(rounds.stream().flatMap(round -> ratio(round, peer)));
  }

  /** Returns the fastest JCache provider that is not ours, if any took part. */
  Optional<Peer> fastestOther() {
    return Stream.of(Peer.values())
        .filter(peer -> peer != Peer.RAW && peer != Peer.ENTRESOL && toRaw(peer).isPresent())
        .max(Comparator.comparingDouble(this::median));
  }

  /** Returns our median as a multiple of another's, or 0 if we took no part. */
  double oursTo(Peer other) {
    return median(Peer.ENTRESOL) / median(other);
  }

  private double median(Peer peer) {
    return toRaw(peer).map(Spread::median).orElse(0.0);
  }

  private static Stream<Double> ratio(Round round, Peer peer) {
    Speed raw = round.speeds().get(Peer.RAW);
    Speed other = round.speeds().get(peer);
    return raw == null || other == null
        ? Stream.empty()
        : Stream.of(other.opsPerSecond() / raw.opsPerSecond());
  }

  private static Optional<Spread> spread(Stream<Double> figures) {
    List<Double> numbers = figures.toList();
    return numbers.isEmpty() ? Optional.empty() : Optional.of(Spread.of(numbers));
  }
}
