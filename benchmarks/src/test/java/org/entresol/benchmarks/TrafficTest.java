package org.entresol.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** That the keys asked for are the pinned sequence. */
@Tag("unit")
class TrafficTest {
  private final Traffic traffic = new Traffic();

  @Test
  void number_twoInstances_sameSequence() {
    assertThat(numbers(new Traffic())).isEqualTo(numbers(traffic));
  }

  @Test
  void number_afterTheEnd_startsAgain() {
    assertThat(traffic.number(Traffic.LENGTH + 3)).isEqualTo(traffic.number(3));
  }

  @Test
  void number_wholeSequence_isSkewedYetWide() {
    int[] uses = new int[Traffic.KEYS];
    for (int number : numbers(traffic)) {
      uses[number]++;
    }
    assertThat(IntStream.of(uses).max().orElseThrow()).isGreaterThan(500);
    assertThat(IntStream.of(uses).filter(count -> count > 0).count()).isGreaterThan(2_500);
  }

  @Test
  void present_anyStep_equalsTheStoredKeyButIsNotTheSame() {
    String stored = Traffic.keys("customer:")[traffic.number(0)];
    assertThat(traffic.present(0)).isEqualTo(stored).isNotSameAs(stored);
    assertThat(traffic.absent(0)).isNotEqualTo(stored);
  }

  private static int[] numbers(Traffic traffic) {
    return IntStream.range(0, Traffic.LENGTH).map(traffic::number).toArray();
  }
}
