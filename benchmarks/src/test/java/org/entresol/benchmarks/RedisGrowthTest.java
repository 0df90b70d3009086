package org.entresol.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** That each call is timed for each number of entries and partitions. */
@Tag("server")
class RedisGrowthTest {

  @Test
  void table_always_hasAllCallsWithAllPartitions() {
    List<String> lines = RedisGrowth.table(List.of(300, 600), 2, 5).lines().toList();

    assertThat(lines).hasSize(20);
    assertThat(lines.get(0)).isEqualTo("| | partitions | 300 entries | 600 entries |");
    assertThat(lines.get(3)).matches("\\| `get` \\(1.00 is .* µs\\) \\| 16 \\| 1.00 ±0.00 \\| .*");
    assertThat(lines.subList(2, 20))
        .allMatch(line -> line.matches("\\| [^|]+ \\| (1|16|256) \\|( [0-9.]+ ±[0-9.]+ \\|){2}"));
  }
}
