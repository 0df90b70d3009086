package org.entresol.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.entresol.testing.RedisServers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** That values of all kinds and lengths are timed and weighed on both stacks. */
@Tag("server")
class RedisLargeTest {

  @Test
  void table_always_hasAllKindsAndLengthsOnBothStacks() {
    List<String> lines =
        RedisLarge.table(RedisServers.shared(), List.of(1_000, 2_000_000), 1).lines().toList();

    assertThat(lines).hasSize(14);
    assertThat(lines.subList(2, 14))
        .allMatch(
            line ->
                line.matches(
                    "\\| `(heap\\+)?redis` \\| (text|bytes|list of texts) \\| [0-9,]+( \\| [0-9.]+ ±[0-9.]+){4} \\|"));
  }
}
