package org.entresol.config;

import java.util.Arrays;
import java.util.Comparator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The name of a cache, or a pattern for names in which {@code *} stands for any characters, none
 * included.
 *
 * @param text as it is written
 */
record NamePattern(String text) {
  private static final char ANY = '*';

  /**
   * From the general to the special: patterns before names; then those whose text up to the first
   * {@code *} is shorter; then those with fewer characters beside {@code *}.
   */
  static final Comparator<NamePattern> BY_SPECIFICITY =
      Comparator.comparing(NamePattern::isName)
          .thenComparing(NamePattern::prefixLength)
          .thenComparing(NamePattern::literalLength);

  /** Whether this is the name of one cache. */
  boolean isName() {
    return text.indexOf(ANY) < 0;
  }

  private int prefixLength() {
    return isName() ? text.length() : text.indexOf(ANY);
  }

  private long literalLength() {
    return text.chars().filter(character -> character != ANY).count();
  }

  /** Whether a cache of this name is meant. */
  boolean matches(String name) {
    return isName() ? text.equals(name) : regex().matcher(name).matches();
  }

  private Pattern regex() {
    return Pattern.compile(
        Arrays.stream(text.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")),
        Pattern.DOTALL);
  }
}
