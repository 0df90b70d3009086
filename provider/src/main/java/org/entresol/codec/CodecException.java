package org.entresol.codec;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The failure to turn an object into bytes or bytes into an object; its message names the class and
 * the reason.
 */
public final class CodecException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private static final int LONGEST_NAME = 200;

  private final boolean refusal;

  private CodecException(String message, @Nullable Throwable cause) {
    super(message, cause);
    this.refusal = false;
  }

  private CodecException(String message, boolean refusal) {
    super(message);
    this.refusal = refusal;
  }

  /** The failure to read bytes that are no proper encoding, for a reason. */
  public static CodecException malformed(String reason) {
    return new CodecException("These bytes are not a proper encoding: " + reason, null);
  }

  /**
   * The refusal of classes that may not be named, with the line that would allow them.
   *
   * @param cache the name of the cache, or null where it is not known
   * @param classNames all that are missing
   * @param allowed the patterns that are there already, which the line repeats
   */
  public static CodecException refused(
      @Nullable String cache, Collection<String> classNames, Collection<String> allowed) {
    List<String> names = classNames.stream().map(CodecException::shortened).distinct().toList();
    Set<String> patterns = new LinkedHashSet<>(allowed);
    names.stream().map(CodecException::pattern).forEach(patterns::add);
    boolean isOne = names.size() == 1;
    return new CodecException(
        (cache == null ? "" : "Cache '" + shortened(cache) + "': ")
            + (isOne ? "The class " : "The classes ")
            + String.join(", ", names)
            + (isOne ? " is" : " are")
            + " not allowed in bytes. To allow "
            + (isOne ? "it" : "them")
            + ": `allow: ["
            + String.join(", ", patterns)
            + "]`"
            + (cache == null ? "" : " under `caches." + shortened(cache) + "`"),
        true);
  }

  /** Whether classes were refused because they are not allowed. */
  boolean isRefusal() {
    return refusal;
  }

  /** What allows a class of the user's with its package; of the JDK, the class alone. */
  private static String pattern(String name) {
    String element = name.replaceAll("^\\[+L?|;$", "");
    int dot = element.lastIndexOf('.');
    // Where nobody should allow a whole package. No constant: a class that has to be initialized
    // must not be met first where the stack has run out, or it stays unusable.
    boolean isJdk =
        List.of("java.", "javax.", "jdk.", "sun.", "com.sun.", "org.w3c.", "org.xml.").stream()
            .anyMatch(element::startsWith);
    return dot < 0 || isJdk ? element : element.substring(0, dot) + ".**";
  }

  /** The refusal of an object, for a reason that says what is wrong with it. */
  public static CodecException notEncodable(Class<?> type, String reason) {
    return new CodecException("Cannot encode a " + type.getName() + ": " + reason, null);
  }

  /** What to throw when encoding an object ended in another failure. */
  public static CodecException ofEncoding(Class<?> type, Throwable thrown) {
    CodecException known = known(thrown);
    return known != null
        ? known
        : new CodecException(
            "Cannot encode a " + type.getName() + ": " + CopyException.reason(thrown), thrown);
  }

  /** What to throw when decoding ended in another failure. */
  public static CodecException ofDecoding(Throwable thrown) {
    CodecException known = known(thrown);
    return known != null
        ? known
        : new CodecException(
            "These bytes are not a proper encoding: " + CopyException.reason(thrown), thrown);
  }

  /**
   * What to throw when an object of this class threw something on being copied: errors and failures
   * that already explain themselves pass, the rest becomes the cause of a failure to copy.
   */
  public static CopyException ofCopying(Class<?> type, Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    if (thrown instanceof CodecException refusal) {
      throw refusal;
    }
    return thrown instanceof CopyException known
        ? known
        : CopyException.of(type, thrown.toString(), thrown);
  }

  private static @Nullable CodecException known(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof CodecException known) {
        return known;
      }
    }
    return null;
  }

  /** A name out of hostile bytes may be of any length and hold anything. */
  private static String shortened(String className) {
    String name =
        className.length() <= LONGEST_NAME ? className : className.substring(0, LONGEST_NAME) + "…";
    return name.replaceAll("\\p{Cntrl}", "?");
  }
}
