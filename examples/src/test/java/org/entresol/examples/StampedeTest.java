package org.entresol.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.entresol.testing.JvmProcess;
import org.entresol.testing.RedisServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("processes")
class StampedeTest {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Pattern RESULT =
      Pattern.compile("guard (\\w+) +([0-9.]+) loads/s +([0-9,]+) reads/s");

  /** An entry lives for 200 ms, so one load after the other cannot come more often. */
  private static final double ENDS_PER_SECOND = 5;

  @Test
  void processes_onOneRedis_loadTheLessTheWiderTheGuard() {
    try (RedisServer redis = RedisServer.start();
        JvmProcess one = JvmProcess.start(Stampede.class, redis.address(), "2000");
        JvmProcess two = JvmProcess.start(Stampede.class, redis.address(), "2000")) {
      double none = loads(one, "none");
      double node = loads(one, "node");
      double cluster = loads(one, "cluster");

      assertThat(cluster).isBetween(0.5, ENDS_PER_SECOND + 1);
      assertThat(node).isGreaterThanOrEqualTo(cluster);
      assertThat(none).isGreaterThan(3 * node);
      assertThat(loads(two, "none")).as("both tell the sum").isEqualTo(none);
      assertThat(one.awaitExit(SOON)).isZero();
      assertThat(two.awaitExit(SOON)).isZero();
    }
  }

  private static double loads(JvmProcess process, String guard) {
    String line = process.awaitLine(l -> l.startsWith("guard " + guard), SOON);
    Matcher matcher = RESULT.matcher(line);
    assertThat(matcher.matches()).as(line).isTrue();
    assertThat(matcher.group(3)).as(line).isNotEqualTo("0");
    return Double.parseDouble(matcher.group(2));
  }
}
