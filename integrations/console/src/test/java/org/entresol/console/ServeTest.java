package org.entresol.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.entresol.testing.FreePorts;
import org.entresol.testing.RedisServer;
import org.entresol.testing.RedisServers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page as a command. */
@Tag("server")
class ServeTest {

  private static final String ADDRESS = RedisServers.shared().address();

  @Test
  void serve_untilItIsEnded_servesThePage() throws Exception {
    int port = FreePorts.next();
    CompletableFuture<CommandRun> run = new CompletableFuture<>();
    Thread command =
        new Thread(
            () -> run.complete(CommandRun.of("serve", ADDRESS, "--port", "" + port, "--json")));
    command.start();

    await()
        .ignoreExceptions()
        .until(() -> RawHttp.at("127.0.0.1:" + port, "/").send().status() == 200);
    command.interrupt();

    CommandRun ended = run.get(30, TimeUnit.SECONDS);
    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(ended.json().get("address").asText()).isEqualTo("http://127.0.0.1:" + port + "/");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"--port 70000", "--port -1", "--bind 0.0.0.0", "--bind no.such.host.invalid"})
  void serve_whereItMayNotBe_isRefusedInOneLine(String where) {
    String[] words = ("serve " + ADDRESS + " " + where).split(" ", -1);

    CommandRun run = CommandRun.of(words);

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).hasLineCount(1);
  }

  @Test
  void serve_withoutItsFileOfTokens_isRefusedInOneLine(@TempDir Path folder) {
    String missing = folder.resolve("missing").toString();

    CommandRun run = CommandRun.of("serve", ADDRESS, "--port", "0", "--token-file", missing);

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).hasLineCount(1).contains(missing);
  }

  @Test
  void page_redisAwayAndBack_tellsBoth() throws Exception {
    WatchTimes often = new WatchTimes(Duration.ofMillis(200), Duration.ofMillis(500));
    try (RedisServer redis = RedisServer.start();
        Console console = Console.at(redis.address()).times(often).start()) {
      String host = console.address().getAuthority();
      await().until(() -> state(host).contains("\"error\":null"));

      redis.kill();
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> state(host).contains("\"error\":\"Redis "));
      redis.restart();
      long back = System.currentTimeMillis();

      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> state(host, back).contains("\"error\":null"));
    }
  }

  private static String state(String host) throws IOException {
    return state(host, 0);
  }

  private static String state(String host, long since) throws IOException {
    return RawHttp.at(host, "/api/state?since=" + since).send().text();
  }
}
