package org.entresol.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One command that a server was sent, as its `MONITOR` tells.
 *
 * @param source the client's address, or `lua` for a command that a script called
 * @param words the command and its arguments
 */
public record ClientCommand(String source, List<String> words) {
  // 1339518083.107412 [0 127.0.0.1:60866] "set" "key" "a \"quoted\" word"
  private static final Pattern LINE = Pattern.compile("[0-9.]+ \\[\\d+ (\\S+)] (.*)");
  private static final Pattern ESCAPE = Pattern.compile("\\\\(?:x([0-9a-f]{2})|(.))");

  static ClientCommand parse(String line) {
    var matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not a line of MONITOR: " + line);
    }
    return new ClientCommand(matcher.group(1), words(matcher.group(2)));
  }

  /** Words may be whole scripts, too long for a pattern that goes by single characters. */
  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    int start = text.indexOf('"');
    while (start >= 0) {
      int end = start + 1;
      while (text.charAt(end) != '"') {
        end += (text.charAt(end) == '\\') ? 2 : 1;
      }
      words.add(unescape(text.substring(start + 1, end)));
      start = text.indexOf('"', end + 1);
    }
    return List.copyOf(words);
  }

  /** The command alone, in upper case. */
  public String name() {
    return words.get(0).toUpperCase(Locale.ROOT);
  }

  boolean isFromScript() {
    return source.equals("lua");
  }

  private static String unescape(String word) {
    String bytes =
        ESCAPE
            .matcher(word)
            .replaceAll(escape -> Matcher.quoteReplacement(String.valueOf(meant(escape))));
    return new String(bytes.getBytes(ISO_8859_1), UTF_8);
  }

  private static char meant(MatchResult escape) {
    if (escape.group(1) != null) {
      return (char) Integer.parseInt(escape.group(1), 16);
    }
    return switch (escape.group(2)) {
      case "n" -> '\n';
      case "r" -> '\r';
      case "t" -> '\t';
      case "a" -> '\007';
      case "b" -> '\b';
      default -> escape.group(2).charAt(0);
    };
  }
}
