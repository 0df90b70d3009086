package org.entresol.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.entresol.testing.JvmProcess;
import org.entresol.testing.PostgresServers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("processes")
class DatabaseChangesTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  @Test
  void program_rowChangedByAnother_readsItAgain() throws SQLException {
    String url = PostgresServers.shared().createDatabase();
    try (JvmProcess program = JvmProcess.start(DatabaseChanges.class, url);
        Connection connection = DriverManager.getConnection(url)) {
      assertThat(said(program)).isEqualTo("Customer 7 is Anna");

      try (Statement statement = connection.createStatement()) {
        statement.execute("UPDATE customers SET name = 'Berta' WHERE id = 7");
      }

      await()
          .atMost(SOON)
          .until(
              () -> {
                program.send("");
                return said(program);
              },
              "Customer 7 is Berta"::equals);
      program.send("quit");
      assertThat(program.awaitExit(SOON)).isZero();
    }
  }

  private static String said(JvmProcess process) {
    return process.awaitLine(line -> line.startsWith("Customer"), SOON);
  }
}
