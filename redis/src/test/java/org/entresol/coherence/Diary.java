package org.entresol.coherence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What one JVM of a run has written and seen, by the machine's clock in milliseconds.
 *
 * <p>Each key has one writer, whose numbers rise, so that a number says how old a value is.
 *
 * @param written when the write of a number had returned, by key
 * @param seen when the last read that found a number had begun, by key
 * @param increments the increments that returned
 * @param unknown the increments of which nobody knows what came
 * @param hiccup the longest time for which the JVM did nothing at all
 * @param complaints what was wrong at sight
 */
record Diary(
    Map<Integer, NavigableMap<Integer, Long>> written,
    Map<Integer, NavigableMap<Integer, Long>> seen,
    long increments,
    long unknown,
    long hiccup,
    List<String> complaints) {

  /** Leaves it for another JVM. */
  void save(Path file) {
    List<String> lines = new ArrayList<>();
    add(lines, "w", written);
    add(lines, "r", seen);
    lines.add("i " + increments);
    lines.add("u " + unknown);
    lines.add("h " + hiccup);
    complaints.forEach(complaint -> lines.add("c " + complaint));
    try {
      Files.write(file, lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void add(
      List<String> lines, String kind, Map<Integer, NavigableMap<Integer, Long>> moments) {
    moments.forEach(
        (key, byNumber) ->
            byNumber.forEach(
                (number, at) -> lines.add("%s %d %d %d".formatted(kind, key, number, at))));
  }

  static Diary load(Path file) {
    Map<Integer, NavigableMap<Integer, Long>> written = new TreeMap<>();
    Map<Integer, NavigableMap<Integer, Long>> seen = new TreeMap<>();
    Map<String, Long> figures = new TreeMap<>();
    List<String> complaints = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(file)) {
        String[] words = line.split(" ", 4);
        switch (words[0]) {
          case "w" -> note(written, words);
          case "r" -> note(seen, words);
          case "c" -> complaints.add(line.substring(2));
          default -> figures.put(words[0], Long.valueOf(words[1]));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Diary(
        written,
        seen,
        figures.getOrDefault("i", 0L),
        figures.getOrDefault("u", 0L),
        figures.getOrDefault("h", 0L),
        complaints);
  }

  private static void note(Map<Integer, NavigableMap<Integer, Long>> moments, String[] words) {
    note(moments, Integer.parseInt(words[1]), Integer.parseInt(words[2]), Long.parseLong(words[3]));
  }

  /** Notes a moment, of which the latest counts. */
  static void note(
      Map<Integer, NavigableMap<Integer, Long>> moments, int key, int number, long at) {
    moments.computeIfAbsent(key, k -> new TreeMap<>()).merge(number, at, Math::max);
  }
}
