package org.entresol.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("server")
class PostgresServerTest {
  private static void execute(String url, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String query(String url, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      assertThat(found.next()).isTrue();
      return found.getString(1);
    }
  }

  @Test
  void start_withSetting_answersAndObeys() throws SQLException {
    try (PostgresServer server = PostgresServer.start("work_mem=7MB")) {
      assertThat(query(server.createDatabase(), "SHOW work_mem")).isEqualTo("7MB");
    }
  }

  @Test
  void start_unknownSetting_failsWithWhatTheServerSays() {
    assertThatIllegalStateException()
        .isThrownBy(() -> PostgresServer.start("no_such_setting=1"))
        .withMessageContaining("no_such_setting");
  }

  @Test
  void createDatabase_calledTwice_givesTwo() throws SQLException {
    String one = PostgresServers.shared().createDatabase();
    String two = PostgresServers.shared().createDatabase();
    execute(one, "CREATE TABLE t (i int)");

    assertThat(two).isNotEqualTo(one);
    assertThat(query(two, "SELECT count(*) FROM pg_tables WHERE tablename = 't'")).isEqualTo("0");
  }

  @Test
  void restart_withAnOpenTransaction_hasWhatWasCommitted() throws SQLException {
    try (PostgresServer server = PostgresServer.start()) {
      String url = server.createDatabase();
      execute(url, "CREATE TABLE t (i int)");
      execute(url, "INSERT INTO t VALUES (1)");
      try (Connection open = DriverManager.getConnection(url);
          Statement statement = open.createStatement()) {
        open.setAutoCommit(false);
        statement.execute("INSERT INTO t VALUES (2)");

        server.kill();
        assertThatThrownBy(() -> DriverManager.getConnection(url)).isInstanceOf(SQLException.class);
        server.restart();

        assertThatThrownBy(open::commit).isInstanceOf(SQLException.class);
      }

      assertThat(query(url, "SELECT sum(i) FROM t")).isEqualTo("1");
    }
  }
}
