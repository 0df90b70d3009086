package org.entresol.web.http;

import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a request says in the fields by which answers vary, in one spelling. Stateless. */
public final class Variant {

  private Variant() {}

  /**
   * The values of some fields, such that two requests with the same ones get the same answer.
   *
   * @param names the fields, in lower case
   */
  public static String of(List<String> names, Headers request) {
    return names.stream()
        .map(name -> name + "=" + escaped(value(name, request)))
        .collect(Collectors.joining("|"));
  }

  private static String value(String name, Headers request) {
    String said = request.joined(name);
    if (said == null) {
      return "-";
    }
    return switch (name) {
      case "accept-encoding" -> "+" + codings(said);
      case "accept-language", "accept", "accept-charset" ->
          "+" + said.toLowerCase(Locale.ROOT).replaceAll("[ \\t]+", "");
      default -> "+" + said.strip();
    };
  }

  /** The codings that a client takes, without their order: servers go by their own. */
  private static String codings(String said) {
    TreeSet<String> taken = new TreeSet<>();
    for (String coding : said.toLowerCase(Locale.ROOT).split(",", -1)) {
      String plain = coding.replaceAll("[ \\t]+", "");
      if (!plain.isEmpty()) {
        taken.add(plain.matches(".*;q=1(\\.0*)?") ? plain.substring(0, plain.indexOf(';')) : plain);
      }
    }
    return String.join(",", taken);
  }

  private static String escaped(String value) {
    return value.replace("%", "%25").replace("|", "%7C");
  }
}
