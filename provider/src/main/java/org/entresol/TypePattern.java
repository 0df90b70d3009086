package org.entresol;

import java.io.Serializable;
import java.util.regex.Pattern;

/**
 * A choice of classes by their binary names.
 *
 * <p>{@code com.acme.Money} is that class alone, {@code com.acme.*} are all classes of that package
 * with those nested in them, {@code com.acme.**} those of the packages below it as well, and the
 * name of a {@link Preset} are the classes of that library. Immutable and thread-safe.
 *
 * @param text as it is written
 */
public record TypePattern(String text) implements Serializable {
  /** What a pattern may look like, for a message or a manual. */
  public static final String ALLOWED =
      "the full name of a class, or a package with .* (its classes) or .** (those below it too), or"
          + " one of "
          + Preset.names();

  private static final Pattern FORM =
      Pattern.compile(
          "\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*"
              + "(\\.\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*)*(\\.\\*\\*?)?");

  /**
   * A pattern.
   *
   * @throws IllegalArgumentException if it has none of these forms
   */
  public TypePattern {
    if (!isAllowed(text)) {
      throw new IllegalArgumentException(
          "allow: \"" + text + "\" is not allowed; allowed: " + ALLOWED);
    }
  }

  /** Whether a text is a pattern. */
  private static boolean isAllowed(String text) {
    // A lower-case word is a preset, or one that is misspelt: no class has such a name.
    return Preset.isNamed(text)
        || (FORM.matcher(text).matches()
            && (text.indexOf('.') >= 0 || !Character.isLowerCase(text.charAt(0))));
  }

  /**
   * The pattern of a text that a file says.
   *
   * @throws IllegalArgumentException if it has none of these forms; the message is the reason alone
   */
  public static TypePattern parsed(String text) {
    if (!isAllowed(text)) {
      throw new IllegalArgumentException("is not allowed");
    }
    return new TypePattern(text);
  }

  /**
   * Whether a class is meant; one of a preset is not.
   *
   * @param className the binary name of the class, such as {@code com.acme.Outer$Inner}
   */
  public boolean matches(String className) {
    if (text.endsWith(".**")) {
      return className.startsWith(text.substring(0, text.length() - 2));
    }
    if (text.endsWith(".*")) {
      String start = text.substring(0, text.length() - 1);
      return className.startsWith(start) && className.indexOf('.', start.length()) < 0;
    }
    return className.equals(text);
  }

  /** The pattern as it is written. */
  @Override
  public String toString() {
    return text;
  }
}
