package org.entresol.tier.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.entresol.tier.DiskBound;
import org.entresol.tier.Durability;
import org.entresol.tier.TierException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Connections that cannot be used once they are open. */
@Tag("unit")
class FailedOpeningTest extends OneShard {

  private static final int TIMES = 50;

  private static long openFiles() {
    return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getOpenFileDescriptorCount();
  }

  @Test
  void write_fileWithoutItsTables_leavesNoConnectionOpen() throws SQLException {
    Directory directory = directory(Durability.OFF, DiskBound.NONE);
    Shard shard = directory.alone(directory::shards).get(0);
    try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + shard.file());
        Statement statement = other.createStatement()) {
      statement.execute("DROP TABLE entry");
    }

    long before = openFiles();
    for (int i = 0; i < TIMES; i++) {
      assertThatThrownBy(() -> shard.write("write", session -> 1))
          .isInstanceOf(TierException.class);
    }
    long after = openFiles();
    shard.close();

    assertThat(after - before).isLessThan(TIMES);
  }
}
