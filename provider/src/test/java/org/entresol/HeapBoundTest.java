package org.entresol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.entresol.HeapBound.Measure;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class HeapBoundTest {

  @Test
  void entries_one_isTheSmallestBound() {
    assertThat(HeapBound.entries(1)).isEqualTo(new HeapBound(Measure.ENTRIES, 1));
  }

  @Test
  void entries_zero_failsWithKeyAndValue() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HeapBound.entries(0))
        .withMessage("heap.max-entries: 0 is not allowed; allowed: 1 or more");
  }

  @Test
  void bytes_negative_failsWithKeyAndValue() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HeapBound.bytes(-5))
        .withMessage("heap.max-bytes: -5 is not allowed; allowed: 1 or more");
  }
}
