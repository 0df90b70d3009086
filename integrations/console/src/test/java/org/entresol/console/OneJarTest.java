package org.entresol.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.entresol.testing.RedisServers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The one jar, as it is started by hand: nothing else is on its class path. */
@Tag("processes")
class OneJarTest {

  @TempDir private Path folder;

  private CommandRun java(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                System.getProperty("entresol.console.jar")));
    command.addAll(List.of(arguments));
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    int code =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start()
            .waitFor();
    return new CommandRun(code, Files.readString(out, UTF_8), Files.readString(err, UTF_8));
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
}
