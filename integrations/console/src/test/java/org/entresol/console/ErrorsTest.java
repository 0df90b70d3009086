package org.entresol.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.entresol.testing.RedisServer;
import org.entresol.testing.RedisServers;
import org.entresol.testing.RespClient;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a command says that cannot be carried out: one line that names it, and what is allowed. */
@Tag("server")
class ErrorsTest {

  private static final String NOBODY = "redis://127.0.0.1:1";

  private static void assertRefused(CommandRun run, String... named) {
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).hasLineCount(1).contains(named).doesNotContain("\tat ");
  }

  @Test
  void command_none_namesAll() {
    assertRefused(CommandRun.of(), "ls, top, nodes, get, invalidate, queue, dead, doctor");
  }

  @Test
  void command_unknown_isNamed() {
    assertRefused(CommandRun.of("list", NOBODY), "no command 'list'", "ls, top");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ls", "top", "get", "invalidate", "queue", "dead", "doctor"})
  void command_withoutAnAddress_saysSo(String command) {
    assertRefused(CommandRun.of(command), "<address>");
  }

  @ParameterizedTest
  @CsvSource({
    "http://host:1,           redis://",
    "localhost:6379,          redis://",
    "redis://host:99999,      65535",
    "redis://,                host",
    "redis://a b:1,           URI",
    "redis://host/x,          database"
  })
  void address_notOfRedis_saysWhatIsAllowed(String address, String allowed) {
    assertRefused(CommandRun.of("ls", address), allowed);
  }

  @Test
  void address_withAPassword_isNotRepeated() {
    assertThat(CommandRun.of("ls", "redis://u:hidden@h o:1").err()).doesNotContain("hidden");
    assertThat(CommandRun.of("ls", "redis://u:hidden@host:99999").err()).doesNotContain("hidden");
    assertThat(CommandRun.of("ls", "http://u:hidden@host").err()).doesNotContain("hidden");
    assertThat(CommandRun.of("ls", "redis://u:hidden@127.0.0.1:1").err()).doesNotContain("hidden");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ls --sample redis://u:hidden@h",
        "ls redis://h redis://u:hidden@h",
        "ls redis://h --at=redis://u:hid/hidden@h",
        "ls redis://h -n REDISS://u:hidden@h"
      })
  void address_inAnotherPlace_isNotRepeated(String words) {
    CommandRun run = CommandRun.of(words.split(" "));

    assertRefused(run, "***@h");
    assertThat(run.err()).doesNotContain("hidden");
  }

  @Test
  void key_thatBeginsWithAnAtSign_isNoFileOfArguments(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("arguments"), "--version");

    assertRefused(CommandRun.of("get", NOBODY, "cache", "@" + file), NOBODY);
  }

  @Test
  void memory_thatDoesNotSuffice_isTold() {
    assertRefused(
        CommandRun.cramped("ls", RedisServers.shared().address(), "--json"), "Java heap space");
  }

  @Test
  void redis_notThere_isNamed() {
    assertRefused(CommandRun.of("ls", NOBODY), NOBODY);
  }

  @Test
  void password_wrong_isTold() {
    try (RedisServer redis = RedisServer.start();
        RespClient admin = redis.connect()) {
      admin.command("CONFIG", "SET", "requirepass", "secret");

      CommandRun run = CommandRun.of("ls", redis.address().replace("//", "//:mistaken@"));

      assertRefused(run, "WRONGPASS");
      assertThat(run.err()).doesNotContain("mistaken");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ls --sample 0,            1 to 100000",
    "ls --sample x,            x",
    "ls --namespace a:b,       dots",
    "top --every 0,            1 to 3600",
    "queue c --limit 0,        1 to 10000",
    "ls --colour,              --colour"
  })
  void option_notAllowed_saysWhatIs(String words, String allowed) {
    String[] parts = words.split(" ");
    String[] all = new String[parts.length + 1];
    all[0] = parts[0];
    all[1] = RedisServers.shared().address();
    System.arraycopy(parts, 1, all, 2, parts.length - 1);

    assertRefused(CommandRun.of(all), allowed);
  }
}
