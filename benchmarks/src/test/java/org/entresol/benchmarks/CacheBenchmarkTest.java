package org.entresol.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** That every peer does what is timed, so that no figure stands for a miss or a missing copy. */
@Tag("unit")
class CacheBenchmarkTest {
  static Stream<Arguments> eternalCaches() {
    return Stream.of(true, false)
        .flatMap(
            byValue ->
                Peer.storing(byValue).stream()
                    .flatMap(
                        peer ->
                            Stream.of(Payload.STRING, Payload.CUSTOMER, Payload.ORDER)
                                .map(payload -> Arguments.of(peer, payload, byValue))));
  }

  static Stream<Arguments> expiringCaches() {
    return Peer.storing(false).stream()
        .flatMap(
            peer ->
                Stream.of(Expiry.CREATED, Expiry.ACCESSED)
                    .map(expiry -> Arguments.of(peer, expiry)));
  }

  @ParameterizedTest
  @MethodSource("eternalCaches")
  <V> void steps_eternalCache_readAndWriteTheKeysOfTheSequence(
      Peer peer, Payload<V> payload, boolean byValue) {
    try (Exercise<V> exercise = Exercise.open(peer, payload, byValue, Expiry.ETERNAL)) {
      assertEveryKeyIsHit(exercise, payload);
      assertThat(exercise.miss(7)).isNull();

      V put = exercise.put(7);
      V found = exercise.hit(7);
      assertThat(found).usingRecursiveComparison().isEqualTo(put);
      assertThat(exercise.hit(7 + Traffic.LENGTH)).usingRecursiveComparison().isEqualTo(put);
      if (payload.type() != String.class) {
        assertThat(found != put).isEqualTo(byValue && peer != Peer.RAW);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("expiringCaches")
  void steps_expiringCache_stillHitEveryKey(Peer peer, Expiry expiry) {
    try (Exercise<String> exercise = Exercise.open(peer, Payload.STRING, true, expiry)) {
      assertEveryKeyIsHit(exercise, Payload.STRING);
    }
  }

  @Test
  void methods_oneStepEach_returnWhatTheCacheHolds() {
    CacheBenchmark benchmark = new CacheBenchmark();
    benchmark.open();
    try {
      CacheBenchmark.Steps steps = new CacheBenchmark.Steps();
      assertThat(benchmark.hit(steps)).isInstanceOf(String.class);
      assertThat(benchmark.miss(steps)).isNull();
      assertThat(benchmark.put(steps)).isInstanceOf(String.class);
      assertThat(benchmark.mix(steps)).isInstanceOf(String.class);
    } finally {
      benchmark.close();
    }
  }

  @Test
  void mix_twentySteps_putsInTheFirstOnly() {
    try (Exercise<Customer> exercise =
        Exercise.open(Peer.RAW, Payload.CUSTOMER, false, Expiry.ETERNAL)) {
      for (int step = 0; step < 20; step++) {
        Customer before = exercise.hit(step);
        assertThat(exercise.mix(step) != before).isEqualTo(step == 0);
      }
    }
  }

  private static <V> void assertEveryKeyIsHit(Exercise<V> exercise, Payload<V> payload) {
    Traffic traffic = new Traffic();
    for (int step = 0; step < Traffic.LENGTH; step++) {
      @Nullable V found = exercise.hit(step);
      assertThat(found).isInstanceOf(payload.type());
    }
    V expected = payload.make().apply(traffic.number(7));
    assertThat(exercise.hit(7)).usingRecursiveComparison().isEqualTo(expected);
  }
}
