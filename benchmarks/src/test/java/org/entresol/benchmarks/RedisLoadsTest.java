package org.entresol.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.entresol.testing.RedisServers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** That loads under each guard are timed, and that their commands are counted. */
@Tag("server")
class RedisLoadsTest {
  private static final Pattern COMMANDS = Pattern.compile("\\| ([0-9.]+): ");

  @Test
  void table_always_hasTheTimeAndTheCommandsOfEachGuard() throws Exception {
    List<String> lines = RedisLoads.table(RedisServers.shared(), 2, 10).lines().toList();

    assertThat(lines).hasSize(5);
    assertThat(lines.get(2)).matches("\\| none \\| [0-9.]+ ±[0-9.]+ \\| 1.00 ±0.00 \\| .*");
    assertThat(lines.get(3)).startsWith("| node | ");
    assertThat(lines.get(4)).startsWith("| cluster | ");
    assertThat(commands(lines.get(2))).isBetween(2.0, 4.0);
    assertThat(commands(lines.get(4))).isGreaterThan(commands(lines.get(3)) + 1);
    assertThat(lines.subList(2, 5)).allMatch(line -> line.contains(" EVALSHA"));
  }

  private static double commands(String line) {
    Matcher matcher = COMMANDS.matcher(line);
    assertThat(matcher.find()).as(line).isTrue();
    return Double.parseDouble(matcher.group(1));
  }
}
