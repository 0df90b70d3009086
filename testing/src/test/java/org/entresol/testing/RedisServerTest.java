package org.entresol.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("server")
class RedisServerTest {
  @Test
  void start_withConfiguration_answersAndObeys() {
    try (RedisServer server = RedisServer.start("maxmemory 10mb");
        RespClient client = server.connect()) {
      assertThat(client.text("PING")).isEqualTo("PONG");
      assertThat(client.texts("CONFIG", "GET", "maxmemory")).contains("10485760");
      assertThat(server.address()).isEqualTo("redis://127.0.0.1:" + server.port());
    }
  }

  @Test
  void start_unknownSetting_failsWithWhatTheServerSays() {
    assertThatIllegalStateException()
        .isThrownBy(() -> RedisServer.start("no-such-setting 1"))
        .withMessageContaining("no-such-setting");
  }

  @Test
  void start_withPassword_answers() {
    try (RedisServer server = RedisServer.start("requirepass secret");
        RespClient client = server.connect()) {
      assertThatThrownBy(() -> client.command("GET", "k")).isInstanceOf(RespException.class);
      assertThat(client.text("AUTH", "secret")).isEqualTo("OK");
      assertThat(client.command("GET", "k")).isNull();
    }
  }

  @Test
  void kill_running_refusesConnections() {
    try (RedisServer server = RedisServer.start()) {
      server.kill();

      assertThat(server.isAlive()).isFalse();
      assertThatThrownBy(server::connect)
          .isInstanceOf(UncheckedIOException.class)
          .hasCauseInstanceOf(ConnectException.class);
    }
  }

  @Test
  void restartEmpty_withData_answersOnTheSamePortWithoutIt() {
    try (RedisServer server = RedisServer.start()) {
      int port = server.port();
      try (RespClient client = server.connect()) {
        client.command("SET", "k", "v");
      }

      server.restartEmpty();

      assertThat(server.port()).isEqualTo(port);
      try (RespClient client = server.connect()) {
        assertThat(client.number("DBSIZE")).isZero();
      }
    }
  }

  @Test
  void pause_running_answersAfterResumeOnly() throws Exception {
    try (RedisServer server = RedisServer.start();
        RespClient client = server.connect()) {
      server.pause();
      CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> client.text("PING"));
      assertThat(answer).failsWithin(Duration.ofMillis(300));

      server.resume();

      assertThat(answer.get(5, TimeUnit.SECONDS)).isEqualTo("PONG");
    }
  }

  @Test
  void close_paused_endsTheProcess() {
    RedisServer server = RedisServer.start();
    server.pause();

    server.close();

    assertThat(server.isAlive()).isFalse();
  }

  @Test
  void shared_askedTwice_isOneServer() {
    assertThat(RedisServers.shared()).isSameAs(RedisServers.shared());
    assertThat(RedisServers.shared().isAlive()).isTrue();
  }
}
