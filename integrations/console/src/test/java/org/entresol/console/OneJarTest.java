package org.entresol.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.entresol.testing.FreePorts;
import org.entresol.testing.RedisServers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The one jar, as it is started by hand: nothing else is on its class path. */
@Tag("processes")
class OneJarTest {

  @TempDir private Path folder;

  private CommandRun java(String... arguments) throws IOException, InterruptedException {
    int code = started(arguments).waitFor();
    return new CommandRun(
        code,
        Files.readString(folder.resolve("out"), UTF_8),
        Files.readString(folder.resolve("err"), UTF_8));
  }

  private Process started(String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                System.getProperty("entresol.console.jar")));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectOutput(folder.resolve("out").toFile())
        .redirectError(folder.resolve("err").toFile())
        .start();
  }

  @Test
  void jar_askedForItsVersion_tellsIt() throws IOException, InterruptedException {
    assertThat(java("--version").out()).matches("(?s)entresol \\d+\\.\\d+\\.\\d+.*");
  }

  @Test
  void jar_get_writesTheEntryAndNothingElse() throws IOException, InterruptedException {
    String address = RedisServers.shared().address();
    String namespace = "jar-" + UUID.randomUUID();
    try (Fleet fleet = Fleet.at(address, namespace)) {
      fleet.texts("texts").put("k", "hello");

      CommandRun run = java("get", address, "texts", "k", "-n", namespace, "--json");

      assertThat(run.code()).as(run.err()).isZero();
      assertThat(run.err()).isEmpty();
      assertThat(run.json().findValue("value").asText()).isEqualTo("hello");
    }
  }

  @Test
  void jar_redisNotThere_saysSoInOneLine() throws IOException, InterruptedException {
    CommandRun run = java("ls", "redis://127.0.0.1:1");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).hasLineCount(1).contains("redis://127.0.0.1:1");
  }

  @Test
  void jar_serve_hasThePageInIt() throws IOException {
    int port = FreePorts.next();
    Process serving =
        started("serve", RedisServers.shared().address(), "--port", String.valueOf(port));
    try {
      for (String path : List.of("/", "/console.css", "/console.js", "/elements.js", "/plot.js")) {
        await()
            .atMost(Duration.ofSeconds(30))
            .ignoreExceptions()
            .until(() -> RawHttp.at("127.0.0.1:" + port, path).send().status() == 200);
      }
    } finally {
      serving.destroy();
    }
  }
}
