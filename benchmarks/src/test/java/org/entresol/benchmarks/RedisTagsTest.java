package org.entresol.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.entresol.testing.RedisServers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("server")
class RedisTagsTest {

  @Test
  void table_always_hasRecallsOfFewAndManyAndAllPairs() {
    List<String> lines = RedisTags.table(RedisServers.shared(), 200, 2).lines().toList();

    assertThat(lines).hasSize(13);
    assertThat(lines.get(2)).matches("\\| 2 \\| [0-9]+ \\|");
    assertThat(lines.get(3)).matches("\\| 200 \\| [0-9]+ \\|");
    assertThat(lines.subList(7, 13))
        .allMatch(line -> line.matches("\\| .+ \\| [0-9.]+ ±[0-9.]+ \\|"));
  }
}
