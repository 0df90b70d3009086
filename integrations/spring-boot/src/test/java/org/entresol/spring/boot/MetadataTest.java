package org.entresol.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.entresol.config.Overrides;
import org.entresol.config.model.Scalar;
import org.entresol.config.model.SetOf;
import org.entresol.config.model.Setting;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What editors complete is what there is: the file that they read is made of the table of settings,
 * and of what the manual says of them. Where it differs, the right one lies in {@code target}.
 */
@Tag("unit")
final class MetadataTest {
  private static final Path ROOT = Path.of("..", "..");
  private static final Path PAGE = ROOT.resolve("src/site/markdown/configuration.md");
  private static final Path FILE =
      ROOT.resolve(
          "integrations/spring-boot/src/main/resources/META-INF/spring-configuration-metadata.json");
  private static final Path RIGHT = Path.of("target", "spring-configuration-metadata.json");

  /** Those that are no settings of the table. */
  private static final List<String> OTHERS =
      List.of(
          property(
              "entresol.config",
              "org.springframework.core.io.Resource",
              "Where the configuration file lies; entresol.yaml on the class path if not set.",
              ""),
          property(
              "entresol.redis",
              "java.util.Map<java.lang.String,java.lang.Object>",
              "How Redis is reached, in Redisson's own words.",
              ""),
          property(
              "entresol.redis.address",
              "java.lang.String",
              "The address of a single server, such as redis://user:password@host:6379/0.",
              ""),
          property(
              "entresol.caches",
              "java.util.Map<java.lang.String,java.lang.Object>",
              "What holds for some caches, by names or [patterns] of names; the keys are those of"
                  + " entresol.defaults, and key, value, dynamic.",
              ""),
          property(
              "entresol.read-your-writes.caches",
              "java.util.List<java.lang.String>",
              "The caches whose tokens requests and answers carry; asterisks stand for any part of"
                  + " a name.",
              ""),
          property(
              "entresol.read-your-writes.hosts",
              "java.util.List<java.lang.String>",
              "The hosts of services that clients carry tokens to; asterisks stand for any part of"
                  + " a name.",
              ""),
          property(
              "management.metrics.entresol.enabled",
              "java.lang.Boolean",
              "Whether the figures of the caches are bound to the registry of meters.",
              "true"),
          property(
              "management.tracing.entresol.threshold",
              "java.time.Duration",
              "How long a call of Redis, or of the files, takes at least that traces have.",
              "10ms"),
          property(
              "management.health.entresol.enabled",
              "java.lang.Boolean",
              "Whether the caches have a health indicator.",
              "true"),
          property(
              "management.endpoint.entresol.changes",
              "java.lang.Boolean",
              "Whether the end point may drop entries and copies, and handle pending writes.",
              "false"),
          property(
              "management.endpoint.entresol.values",
              "java.lang.Boolean",
              "Whether the end point shows values.",
              "false"));

  @Test
  void file_thatEditorsRead_isMadeOfTheSettings() throws IOException {
    String right = made();
    Files.createDirectories(RIGHT.toAbsolutePath().getParent());
    Files.writeString(RIGHT, right);

    assertThat(FILE).as("the right one is %s", RIGHT.toAbsolutePath()).hasContent(right);
  }

  private static String made() throws IOException {
    Map<String, String> words = words();
    List<String> properties = new ArrayList<>(OTHERS);
    List<String> hints = new ArrayList<>();
    Overrides.keysWithoutNames()
        .forEach(
            (path, setting) -> {
              String key = path.replaceFirst("^defaults\\.", "");
              String description = words.getOrDefault(key, "");
              assertThat(description).as(key).isNotEmpty();
              properties.add(
                  property("entresol." + path, type(setting), description, setting.standard()));
              List<String> values = values(setting);
              if (!values.isEmpty()) {
                hints.add(hint("entresol." + path, values));
              }
            });
    return "{\n  \"groups\": [],\n  \"properties\": [\n%s\n  ],\n  \"hints\": [\n%s\n  ]\n}\n"
        .formatted(String.join(",\n", properties), String.join(",\n", hints));
  }

  /** What the manual says of each key, as plain text. */
  private static Map<String, String> words() throws IOException {
    Map<String, String> words = new LinkedHashMap<>();
    for (String line : Files.readAllLines(PAGE)) {
      if (line.matches("\\| `[a-z.-]+` \\|.*")) {
        List<String> cells = Arrays.stream(line.split("\\|")).map(String::strip).toList();
        String text =
            cells.get(cells.size() - 1).replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1").replace("`", "");
        words.putIfAbsent(
            cells.get(1).replace("`", ""),
            Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".");
      }
    }
    return words;
  }

  private static String type(Setting<?> setting) {
    if (setting.type() instanceof SetOf<?>) {
      return "java.util.List<java.lang.String>";
    }
    return setting.fallback() instanceof Boolean ? "java.lang.Boolean" : "java.lang.String";
  }

  /** The words that a setting takes, if it takes nothing else. */
  private static List<String> values(Setting<?> setting) {
    List<String> words = List.of(setting.type().allowed().split(", "));
    return setting.type() instanceof Scalar<?> scalar
            && !(setting.fallback() instanceof Boolean)
            && words.stream().allMatch(word -> isAllowed(scalar, word))
        ? words
        : List.of();
  }

  private static boolean isAllowed(Scalar<?> scalar, String word) {
    try {
      scalar.parse(word);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static String property(String name, String type, String description, String standard) {
    String value = type.equals("java.lang.Boolean") ? standard : quoted(standard);
    return "    { \"name\": %s, \"type\": %s,\n      \"description\": %s%s }"
        .formatted(
            quoted(name),
            quoted(type),
            quoted(description),
            standard.isEmpty() || standard.equals("none") || standard.contains(" ")
                ? ""
                : ",\n      \"defaultValue\": " + value);
  }

  private static String hint(String name, List<String> values) {
    return "    { \"name\": %s, \"values\": [%s] }"
        .formatted(
            quoted(name),
            values.stream()
                .map(value -> "{ \"value\": " + quoted(value) + " }")
                .collect(Collectors.joining(", ")));
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
