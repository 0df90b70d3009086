package org.entresol.web.route;

import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A tag with variables of a path in it, such as <code>product:{id}</code>. Immutable.
 *
 * @param text the tag as it was written
 */
record TagTemplate(String text) {
  private static final Pattern VARIABLE = Pattern.compile("\\{([^{}]*)}");

  /**
   * Takes a text for a tag.
   *
   * @throws IllegalArgumentException if it is blank, or a brace has no other
   */
  TagTemplate {
    if (text.isBlank() || VARIABLE.matcher(text).replaceAll("").matches(".*[{}].*")) {
      throw new IllegalArgumentException(
          ("tags: \"%s\" is not allowed; allowed: texts with variables of the route's pattern in"
                  + " braces, such as product:{id}")
              .formatted(text));
    }
  }

  /**
   * Refuses variables that a pattern has not.
   *
   * @throws IllegalArgumentException if there is one; the message says what is allowed
   */
  void requireIn(RoutePattern pattern) {
    Matcher matcher = VARIABLE.matcher(text);
    while (matcher.find()) {
      if (!pattern.variables().contains(matcher.group(1))) {
        throw new IllegalArgumentException(
            "tags: \"%s\" is not allowed, as \"%s\" has no variable {%s}; allowed: %s"
                .formatted(text, pattern, matcher.group(1), allowed(pattern)));
      }
    }
  }

  private static String allowed(RoutePattern pattern) {
    return pattern.variables().isEmpty()
        ? "texts without braces, or a pattern with a variable, such as /products/{id}"
        : "{" + String.join("}, {", new TreeSet<>(pattern.variables())) + "}";
  }

  /** The tag, with the values of the variables that it names. */
  String of(Map<String, String> variables) {
    return VARIABLE
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(variables.getOrDefault(found.group(1), "")));
  }
}
