package org.entresol.codec;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The failure to turn an object into bytes or bytes into an object; its message names the class and
 * the reason.
 */
public final class CodecException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private static final int LONGEST_NAME = 200;

  /** Where nobody should allow a whole package. */
  private static final List<String> JDK =
      List.of("java.", "javax.", "jdk.", "sun.", "com.sun.", "org.w3c.", "org.xml.");

  private CodecException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** The failure to read bytes that are no proper encoding, for a reason. */
  public static CodecException malformed(String reason) {
    return new CodecException("These bytes are not a proper encoding: " + reason, null);
  }

  /** The refusal of a class that may not be named, with the line that would allow it. */
  public static CodecException refused(String className) {
    String name = shortened(className);
    String element = name.replaceAll("^\\[+L?|;$", "");
    int dot = element.lastIndexOf('.');
    boolean isJdk = JDK.stream().anyMatch(element::startsWith);
    String pattern = dot < 0 || isJdk ? element : element.substring(0, dot) + ".**";
    return new CodecException(
        "The class " + name + " is not allowed in bytes. To allow it: `allow: [" + pattern + "]`",
        null);
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
