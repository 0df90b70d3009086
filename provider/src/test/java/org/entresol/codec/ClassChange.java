package org.entresol.codec;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A change of classes between two releases.
 *
 * @param name what has changed
 * @param home the package of its classes
 * @param lines by their marks, as in {@code class-changes.txt}
 */
record ClassChange(String name, String home, Map<String, String> lines) {

  private static final String IMPORTS =
      """
      import java.io.*;
      import java.time.*;
      import java.util.*;
      import com.esotericsoftware.kryo.*;
      import com.esotericsoftware.kryo.io.*;
      """;

  /** All changes of the file. */
  static List<ClassChange> all() {
    List<ClassChange> all = new ArrayList<>();
    for (String block : text().split("(?m)^## ", -1)) {
      String[] lines = block.split("\n", -1);
      if (!block.startsWith("#")) {
        Map<String, String> marked = new HashMap<>();
        for (String line : lines) {
          String[] parts = line.split(" ", 2);
          marked.put(parts[0], parts.length == 1 ? "" : parts[1]);
        }
        all.add(new ClassChange(lines[0], "m" + all.size(), marked));
      }
    }
    return all;
  }

  private static String text() {
    try (InputStream in = ClassChange.class.getResourceAsStream("class-changes.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The name of what makes the object of a release. */
  String maker() {
    return home + ".Make";
  }

  /** The sources of a release. */
  Map<String, String> sources(String release) {
    String made = lines.getOrDefault(release + "=", "new V()");
    String head = "package " + home + ";\n" + IMPORTS;
    String text = line(release);
    String name = text.startsWith("public") ? "V" : "Classes";
    return Map.of(
        home + "." + name,
        head + text,
        maker(),
        head + "public class Make { public static Object make() { return " + made + "; } }");
  }

  private String line(String mark) {
    String line = lines.get(mark);
    if (line == null) {
      throw new IllegalArgumentException(name + " has no line " + mark);
    }
    return line;
  }

  /** What the new release reads of the old one's bytes, or the old one of the new one's. */
  String expected(boolean newReads) {
    return line(newReads ? ">" : "<");
  }

  /** The classes that moved, by their names before, as the reader's configuration says it. */
  Map<String, String> renamed(boolean newReads) {
    String[] names = lines.getOrDefault("!", "").split(" ", -1);
    if (names.length < 2) {
      return Map.of();
    }
    String before = home + "." + names[newReads ? 0 : 1];
    return Map.of(before, home + "." + names[newReads ? 1 : 0]);
  }

  @Override
  public String toString() {
    return name;
  }
}
