package org.entresol.config;

import java.util.Arrays;
import java.util.Comparator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A pattern for the names of caches, in which {@code *} stands for any characters, none included.
 *
 * @param text as it is written
 */
record NamePattern(String text) {
  private static final char ANY = '*';

  /**
   * From the general to the special: shorter text before the first {@code *}, then fewer characters
   * beside {@code *}.
   */
  static final Comparator<NamePattern> BY_SPECIFICITY =
      Comparator.comparing(NamePattern::prefixLength).thenComparing(NamePattern::literalLength);

  /** Whether a text is a pattern and not a name. */
  static boolean isPattern(String text) {
    return text.indexOf(ANY) >= 0;
  }

  private int prefixLength() {
    return text.indexOf(ANY);
  }

  private long literalLength() {
    return text.chars().filter(character -> character != ANY).count();
  }

  /** Whether a cache of this name is meant. */
  boolean matches(String name) {
    return Pattern.compile(
            Arrays.stream(text.split("\\*", -1))
                .map(Pattern::quote)
                .collect(Collectors.joining(".*")),
            Pattern.DOTALL)
        .matcher(name)
        .matches();
  }
}
