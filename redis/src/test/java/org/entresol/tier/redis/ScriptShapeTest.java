package org.entresol.tier.redis;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every script and every part of one looks like. */
@Tag("unit")
class ScriptShapeTest {

  private static final int LINES = 40;
  private static final int COLUMNS = 100;
  private static final int PARAMETERS = 4;

  /** The parts that say what is asked of a script. */
  private static final Set<String> HEADS = Set.of("keys", "rows", "blind");

  private static final Pattern KEYS = Pattern.compile("\\bKEYS\\b");
  private static final Pattern FUNCTION = Pattern.compile("function[^(]*\\(([^)]*)\\)");

  static Set<String> files() throws IOException, URISyntaxException {
    try (Stream<Path> files = Files.list(folder())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".lua"))
          .map(name -> name.substring(0, name.indexOf('.')))
          .collect(toCollection(TreeSet::new));
    }
  }

  /** What is no script and no head, but used by those. */
  static Set<String> parts() throws IOException, URISyntaxException {
    Set<String> parts = new TreeSet<>(files());
    parts.removeAll(HEADS);
    parts.removeAll(scripts());
    return parts;
  }

  static Set<String> heads() {
    Set<String> heads = new HashSet<>(HEADS);
    heads.addAll(scripts());
    return heads;
  }

  private static Set<String> scripts() {
    return Arrays.stream(Script.values())
        .map(script -> script.name().toLowerCase(Locale.ROOT))
        .collect(toSet());
  }

  private static Path folder() throws URISyntaxException {
    return requireNonNull(
        Path.of(requireNonNull(Script.class.getResource("mutate.lua")).toURI()).getParent());
  }

  private static List<String> lines(String file) throws IOException, URISyntaxException {
    return Files.readAllLines(folder().resolve(file + ".lua"));
  }

  /** The lines without comments. */
  private static List<String> code(String file) throws IOException, URISyntaxException {
    return lines(file).stream()
        .map(line -> line.replaceFirst("--.*", ""))
        .filter(line -> !line.isBlank())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("files")
  void file_any_isShortAndBeginsWithWhatItIs(String file) throws Exception {
    assertThat(lines(file)).hasSizeLessThan(LINES);
    assertThat(lines(file)).allSatisfy(line -> assertThat(line).hasSizeLessThan(COLUMNS + 1));
    assertThat(lines(file).get(0)).startsWith("-- ");
  }

  @ParameterizedTest
  @MethodSource("files")
  void file_any_isPartOfAScript(String file) throws Exception {
    String text = Files.readString(folder().resolve(file + ".lua"));
    assertThat(Script.values()).anySatisfy(script -> assertThat(script.text()).contains(text));
  }

  @ParameterizedTest
  @MethodSource("files")
  void function_any_hasFewParameters(String file) throws Exception {
    Matcher function = FUNCTION.matcher(String.join("\n", code(file)));
    while (function.find()) {
      assertThat(function.group(1).split(","))
          .as(function.group())
          .hasSizeLessThanOrEqualTo(PARAMETERS);
    }
  }

  @ParameterizedTest
  @MethodSource("parts")
  void part_any_readsNothingOfWhatIsAsked(String part) throws Exception {
    assertThat(code(part)).noneMatch(line -> line.contains("ARGV") || KEYS.matcher(line).find());
  }

  @ParameterizedTest
  @MethodSource("heads")
  void arguments_any_areNamedBeforeAllElse(String head) throws Exception {
    List<String> code = code(head);
    long naming = code.stream().takeWhile(line -> line.contains("ARGV")).count();
    assertThat(code.stream().filter(line -> line.contains("ARGV"))).hasSize((int) naming);
    assertThat(code).noneMatch(line -> line.contains("ARGV["));
  }

  @ParameterizedTest
  @MethodSource("heads")
  void keys_any_areReadOutsideOfFunctions(String head) throws Exception {
    if (!head.equals("keys")) {
      assertThat(code(head)).noneMatch(l -> l.startsWith(" ") && KEYS.matcher(l).find());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"227", "'Q\\1", "'D\\1"})
  void mark_ofAFormat_isKnownToFew(String mark) throws Exception {
    int knowing = 0;
    for (String file : files()) {
      knowing += String.join("\n", code(file)).contains(mark) ? 1 : 0;
    }
    assertThat(knowing).isBetween(1, 2);
  }
}
