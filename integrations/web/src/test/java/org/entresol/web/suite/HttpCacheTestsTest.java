package org.entresol.web.suite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.entresol.web.site.Gateway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The suite {@code http-cache-tests} through the filter, before the server that it brings. The
 * build runs this where there is npm, after it has fetched the suite.
 */
@Tag("processes")
class HttpCacheTestsTest {
  private static final Path SUITE = Path.of("target/suite").toAbsolutePath();
  private static final Path EXPECTED = Path.of("src/test/suite/expected.txt");
  private static final Pattern LISTENING = Pattern.compile("Listening on http://\\S+:(\\d+)/");
  private static final int CASES = 350;
  private static final int MINUTES = 3;

  private static final Map<String, Case> CASES_BY_NAME = new TreeMap<>();

  @TempDir static Path folder;

  private record Case(String kind, String found) {
    boolean passes() {
      return found.equals("passed");
    }
  }

  @BeforeAll
  static void runSuite() throws Exception {
    Path log = folder.resolve("server.log");
    Process server = node(log, "node_modules/http-cache-tests/server/server.mjs");
    try {
      int port = Awaitility.await().until(() -> port(log), found -> found > 0);
      try (Gateway gateway = new Gateway("http://localhost:" + port)) {
        Path results = folder.resolve("results.tsv");
        Process run = node(results, "run.mjs", "http://localhost:" + gateway.port());
        try {
          assertThat(run.waitFor(MINUTES, TimeUnit.MINUTES)).isTrue();
        } finally {
          run.destroy();
        }
        for (String line : Files.readAllLines(results, UTF_8)) {
          String[] parts = line.split("\t", 3);
          CASES_BY_NAME.put(parts[0], new Case(parts[1], parts[2]));
        }
      }
    } finally {
      server.destroy();
    }
  }

  @AfterAll
  static void forget() {
    CASES_BY_NAME.clear();
  }

  private static Process node(Path output, String... arguments) throws IOException {
    ProcessBuilder builder = new ProcessBuilder("node", "--no-warnings");
    builder.command().addAll(List.of(arguments));
    builder.environment().put("npm_config_protocol", "http");
    builder.environment().put("npm_config_port", "0");
    builder.environment().put("npm_config_pidfile", folder.resolve("pid").toString());
    return builder
        .directory(SUITE.toFile())
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }

  /** The port on which the server says that it listens; 0 where it has not yet. */
  private static int port(Path log) throws IOException {
    Matcher matcher = LISTENING.matcher(Files.readString(log));
    return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
  }

  @Test
  void suite_wholly_hasRun() {
    assertThat(CASES_BY_NAME).hasSize(CASES);
  }

  @Test
  void cases_thatAreRequired_passUnlessTheyAreListed() throws IOException {
    assertThat(named(each -> each.kind.equals("required") && !each.passes()))
        .containsExactlyEntriesOf(foundOf(listed("required")));
  }

  @Test
  void cases_thatAreOptimal_passUnlessTheyAreListed() throws IOException {
    assertThat(named(each -> each.kind.equals("optimal") && !each.passes()))
        .containsExactlyEntriesOf(foundOf(listed("optimal")));
  }

  private static Map<String, String> named(Predicate<Case> which) {
    Map<String, String> found = new TreeMap<>();
    CASES_BY_NAME.forEach(
        (name, each) -> {
          if (which.test(each)) {
            found.put(name, each.found);
          }
        });
    return found;
  }

  /** What was found of the listed ones. */
  private static Map<String, String> foundOf(List<String> listed) {
    Map<String, String> found = new TreeMap<>();
    for (String name : listed) {
      Case each = CASES_BY_NAME.get(name);
      found.put(name, each == null || each.passes() ? "a failure, as it is listed" : each.found);
    }
    return found;
  }

  private static List<String> listed(String kind) throws IOException {
    return Files.readAllLines(EXPECTED, UTF_8).stream()
        .filter(line -> line.startsWith(kind + " "))
        .map(line -> line.split(" +", 3))
        .peek(parts -> assertThat(parts).as("kind, name and reason").hasSize(3))
        .map(parts -> parts[1])
        .toList();
  }
}
