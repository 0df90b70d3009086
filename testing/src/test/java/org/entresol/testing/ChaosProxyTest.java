package org.entresol.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("server")
class ChaosProxyTest {
  private static final Duration SHORT = Duration.ofMillis(300);

  private final ChaosProxy proxy = ChaosProxy.before(RedisServers.shared());
  private final RespClient direct = RedisServers.shared().connect();
  private final RespClient client = RespClient.connect(proxy.port());

  @BeforeEach
  void clear() {
    direct.command("FLUSHALL");
  }

  @AfterEach
  void close() {
    client.close();
    direct.close();
    proxy.close();
  }

  @Test
  void noFault_request_isAnswered() {
    assertThat(client.command("SET", "k", "v")).isEqualTo("OK");
    assertThat(client.command("GET", "k")).isEqualTo("v");
    assertThat(proxy.connections()).isEqualTo(1);
    assertThat(proxy.address()).isEqualTo("redis://127.0.0.1:" + proxy.port());
  }

  @Test
  void cut_openConnection_breaksAndANewOneWorks() {
    client.command("PING");

    proxy.cut();

    assertBroken(client);
    assertThat(ping()).isEqualTo("PONG");
  }

  @Test
  void refuse_newConnection_isRefusedUntilAllowed() {
    client.command("PING");

    proxy.refuse(true);

    assertThatThrownBy(this::ping)
        .isInstanceOf(UncheckedIOException.class)
        .hasCauseInstanceOf(ConnectException.class);
    assertThat(client.text("PING")).isEqualTo("PONG");
    proxy.refuse(false);
    assertThat(ping()).isEqualTo("PONG");
  }

  @Test
  void stall_request_arrivesAfterwards() throws Exception {
    client.command("PING");
    proxy.stall(true);
    CompletableFuture<Object> reply =
        CompletableFuture.supplyAsync(() -> client.text("SET", "k", "v"));

    assertThat(reply).failsWithin(SHORT);
    assertThat(direct.command("GET", "k")).isNull();

    proxy.stall(false);
    assertThat(reply.get(5, TimeUnit.SECONDS)).isEqualTo("OK");
  }

  @Test
  void delay_pipelinedRequests_takeOneRoundTripAndKeepTheirOrder() {
    client.command("PING");
    proxy.delay(Duration.ofMillis(100));
    long begin = System.nanoTime();

    for (int i = 0; i < 50; i++) {
      client.send("ECHO", "" + i);
    }
    for (int i = 0; i < 50; i++) {
      assertThat(client.receive()).isEqualTo("" + i);
    }

    // One after the other, each there and back, they would take fifty times as long.
    assertThat(Duration.ofNanos(System.nanoTime() - begin))
        .isBetween(Duration.ofMillis(200), Duration.ofMillis(5_000));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "3"})
  void swallowPublished_subscriber_losesMessagesOnly(String version) {
    client.command("HELLO", version);
    client.command("SUBSCRIBE", "news");
    client.send("PSUBSCRIBE", "new*");
    assertThat(client.receive()).isEqualTo(List.of("psubscribe", "new*", 2L));

    proxy.swallowPublished(true);
    assertThat(direct.number("PUBLISH", "news", "lost")).isEqualTo(2);
    await().until(() -> proxy.swallowed() == 2);
    proxy.swallowPublished(false);
    direct.command("PUBLISH", "news", "heard");

    assertThat(client.receive()).isEqualTo(List.of("message", "news", "heard"));
    assertThat(client.receive()).isEqualTo(List.of("pmessage", "new*", "news", "heard"));
  }

  @Test
  void swallowPublished_replyThatLooksLikeAMessage_passes() {
    direct.command("RPUSH", "list", "message", "news", "no news");
    proxy.swallowPublished(true);

    assertThat(client.texts("LRANGE", "list", "0", "-1")).hasSize(3);
    client.command("HELLO", "3");
    client.command("SUBSCRIBE", "news");
    assertThat(client.texts("LRANGE", "list", "0", "-1")).hasSize(3);
    assertThat(proxy.swallowed()).isZero();
  }

  @Test
  void dropNextReply_command_isCarriedOutWithoutAnswer() {
    proxy.dropNextReply();

    assertThatThrownBy(() -> client.command("INCR", "n")).isInstanceOf(UncheckedIOException.class);

    assertThat(direct.command("GET", "n")).isEqualTo("1");
    assertThat(ping()).isEqualTo("PONG");
  }

  @Test
  void dropNextReply_ofACommand_sparesOthersAndSubscribers() {
    try (RespClient subscriber = RespClient.connect(proxy.port())) {
      proxy.dropNextReply("incr");
      subscriber.command("SUBSCRIBE", "news");
      assertThat(client.text("PING")).isEqualTo("PONG");

      assertBroken(client, "INCR", "n");

      assertThat(direct.command("GET", "n")).isEqualTo("1");
      direct.command("PUBLISH", "news", "heard");
      assertThat(subscriber.receive()).isEqualTo(List.of("message", "news", "heard"));
    }
  }

  @Test
  void dropNextReply_subscriberFirst_waitsForAnother() {
    try (RespClient subscriber = RespClient.connect(proxy.port())) {
      subscriber.command("SUBSCRIBE", "news");
      proxy.dropNextReply();

      assertThat(subscriber.texts("SUBSCRIBE", "more")).contains("more");
      assertBroken(client);
    }
  }

  @Test
  void cutSubscribers_mixedConnections_breaksSubscribersOnly() {
    try (RespClient subscriber = RespClient.connect(proxy.port())) {
      subscriber.command("SUBSCRIBE", "news");
      assertThat(client.text("PING")).isEqualTo("PONG");
      assertThat(proxy.subscribers()).isEqualTo(1);

      proxy.cutSubscribers();

      assertThatThrownBy(subscriber::receive).isInstanceOf(UncheckedIOException.class);
      assertThat(client.text("PING")).isEqualTo("PONG");
      assertThat(proxy.connections()).isEqualTo(1);
    }
  }

  @Test
  void close_openConnections_endsThemAll() {
    client.command("PING");

    proxy.close();

    assertBroken(client);
    assertThat(proxy.connections()).isZero();
  }

  @Test
  void target_gone_closesTheClientsConnection() {
    try (RedisServer server = RedisServer.start();
        ChaosProxy before = ChaosProxy.before(server);
        RespClient early = RespClient.connect(before.port())) {
      early.command("PING");

      server.kill();

      assertBroken(early);
      try (RespClient late = RespClient.connect(before.port())) {
        assertBroken(late);
      }
    }
  }

  private static void assertBroken(RespClient client) {
    assertBroken(client, "PING");
  }

  private static void assertBroken(RespClient client, String... command) {
    assertThatThrownBy(() -> client.command(command)).isInstanceOf(UncheckedIOException.class);
  }

  private String ping() {
    try (RespClient another = RespClient.connect(proxy.port())) {
      return another.text("PING");
    }
  }
}
