package org.entresol.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.net.URI;
import org.entresol.testing.RespClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.core.LauncherFactory;

@Tag("cluster")
class ServerOfRunTest {
  @AfterEach
  void wantNothing() {
    System.clearProperty("tck.server");
  }

  @ParameterizedTest
  @CsvSource({"single, 0", "cluster, 1"})
  void session_withServer_hasItFromBeginToEnd(String server, String clusterEnabled) {
    System.setProperty("tck.server", server);
    int port;

    try (LauncherSession session = LauncherFactory.openSession()) {
      assertThat(session.getLauncher()).isNotNull();
      port = URI.create(System.getProperty("tck.redis")).getPort();
      try (RespClient client = RespClient.connect(port)) {
        assertThat(client.text("INFO", "cluster")).contains("cluster_enabled:" + clusterEnabled);
      }
    }

    assertThat(System.getProperty("tck.redis")).isNull();
    assertThatThrownBy(() -> RespClient.connect(port)).isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void session_withoutServer_namesNoAddress() {
    try (LauncherSession session = LauncherFactory.openSession()) {
      assertThat(session.getLauncher()).isNotNull();
      assertThat(System.getProperty("tck.redis")).isNull();
    }
  }

  @Test
  void session_unknownServer_namesTheAllowedOnes() {
    System.setProperty("tck.server", "many");

    assertThatIllegalArgumentException()
        .isThrownBy(LauncherFactory::openSession)
        .withMessage("tck.server=many; allowed: none, single, cluster");
  }
}
