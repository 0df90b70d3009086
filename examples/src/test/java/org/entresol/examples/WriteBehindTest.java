package org.entresol.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import javax.cache.CacheManager;
import javax.cache.Caching;
import org.entresol.examples.WriteBehind.Report;
import org.entresol.testing.JvmProcess;
import org.entresol.testing.RedisServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("processes")
class WriteBehindTest {

  private static final Duration SOON = Duration.ofSeconds(60);

  private static Report run() {
    return run(new VisitTable());
  }

  private static Report run(VisitTable table) {
    try (CacheManager manager = Caching.getCachingProvider().getCacheManager()) {
      return WriteBehind.run(manager, table);
    }
  }

  @Test
  void run_always_writesTheLastCountsInFewStatements() {
    Report report = run();

    assertThat(report.stored()).isEqualTo(report.visits()).isEqualTo(5_000);
    // A visit written by itself would be a statement of its own.
    assertThat(report.statements()).isBetween(1, report.visits() / 100);
    assertThat(report.rows()).isBetween(5, 5 * report.statements());
  }

  @Test
  void run_again_goesOnFromWhatTheDatabaseHas() {
    VisitTable table = new VisitTable();
    run(table);

    assertThat(run(table).stored()).isEqualTo(10_000);
  }

  @Test
  void run_ended_leavesNothingOpen() {
    run();

    Leftovers.assertNone();
  }

  @Test
  void main_withTheAddressOfARedis_storesAllAndEnds() {
    try (RedisServer redis = RedisServer.start();
        JvmProcess process = JvmProcess.start(WriteBehind.class, redis.address())) {
      assertThat(process.awaitLine(line -> line.contains("database"), SOON))
          .startsWith("  5,000 visits are in the database, by ");
      assertThat(process.awaitExit(SOON)).isZero();
    }
  }
}
