package org.entresol.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** That changes are weighed for each number of nodes, and that the picture has all curves. */
@Tag("cluster")
class RedisFleetTest {

  @Test
  void run_always_hasATableAndAPicture() {
    List<String> made = RedisFleet.small(List.of(1, 5));
    List<String> lines = made.get(0).lines().toList();

    List<String> rows =
        lines.stream().filter(line -> line.startsWith("| put") || line.startsWith("| `")).toList();
    assertThat(rows)
        .hasSizeBetween(8, 10) // SPUBLISH is of Redis 7.
        .allMatch(line -> line.matches("\\| [^|]+ \\| [15] \\|( -?[0-9.]+ ±[0-9.]+ \\|){3}"));
    assertThat(lines.stream().filter(line -> line.matches("\\| [15] \\|( -?[0-9]+ \\|){2}")))
        .hasSize(2);
    assertThat(lines.stream().filter(line -> line.endsWith(" µs for each node")))
        .hasSize(rows.size() / 2);
    assertThat(made.get(1).split("<polyline", -1)).hasSize(rows.size() / 2 + 1);
  }
}
