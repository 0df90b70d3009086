package org.entresol.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** That hits and crowds are timed, and that a crowd is one rendering. */
@Tag("unit")
class WebHitsTest {

  @Test
  void table_always_hasTheFiguresOfHitsAndOfACrowd() throws Exception {
    List<String> lines = WebHits.table(2, 1).lines().toList();

    assertThat(lines.get(2))
        .matches("\\| a constant \\| [0-9]+ ±[0-9]+ \\| 1.00 ±0.00 \\| .* \\| 1.00 ±0.00 \\|");
    assertThat(lines.get(3))
        .matches("\\| a kept page \\| [0-9]+ ±[0-9]+ \\| [0-9.]+ ±[0-9.]+ \\| .* ±[0-9.]+ \\|");
    assertThat(lines).last().isEqualTo("| renderings of each | 1.00 |");
  }
}
