package org.entresol.benchmarks;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * The slices of one scenario, compared within each round, so that a busy moment hits both sides.
 */
final class Row {
  private final Map<Peer, TreeMap<Integer, Slice>> slices = new EnumMap<>(Peer.class);

  Row(List<Slice> slices) {
    for (Slice slice : slices) {
      this.slices.computeIfAbsent(slice.peer(), peer -> new TreeMap<>()).put(slice.round(), slice);
    }
  }

  /** Returns a figure of the peer over all rounds, if it took part. */
  Optional<Spread> figure(Peer peer, ToDoubleFunction<Slice> figure) {
    return spread(of(peer).values().stream().mapToDouble(figure).toArray());
  }

  /** Returns the speed of one peer as a multiple of another's, if they shared a round. */
  Optional<Spread> ratio(Peer peer, Peer base) {
    Map<Integer, Slice> ours = of(peer);
    Map<Integer, Slice> theirs = of(base);
    List<Double> ratios = new ArrayList<>();
    theirs.forEach(
        (round, their) -> {
          Slice our = ours.get(round);
          if (our != null) {
            ratios.add(our.opsPerSecond() / their.opsPerSecond());
          }
        });
    return spread(ratios.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /** Returns the fastest JCache provider that is not ours, if any took part. */
  Optional<Peer> fastestPeer() {
    return Stream.of(Peer.values())
        .filter(peer -> peer != Peer.RAW && peer != Peer.ENTRESOL && slices.containsKey(peer))
        .max(Comparator.comparingDouble(this::speed));
  }

  private double speed(Peer peer) {
    return figure(peer, Slice::opsPerSecond).map(Spread::median).orElse(0.0);
  }

  private Map<Integer, Slice> of(Peer peer) {
    return slices.getOrDefault(peer, new TreeMap<>());
  }

  private static Optional<Spread> spread(double[] numbers) {
    return numbers.length == 0 ? Optional.empty() : Optional.of(Spread.of(numbers));
  }
}
