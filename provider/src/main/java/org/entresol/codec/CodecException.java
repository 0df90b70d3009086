package org.entresol.codec;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.entresol.fault.Causes;
import org.jspecify.annotations.Nullable;

/**
 * The failure to turn an object into bytes or bytes into an object; its message names the class and
 * the reason.
 */
public final class CodecException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private static final int LONGEST_NAME = 200;

  /** The names of classes that were refused, or none. */
  private final List<String> refused;

  private CodecException(String message, @Nullable Throwable cause, List<String> refused) {
    super(message, cause);
    this.refused = refused;
  }

  private CodecException(String message, @Nullable Throwable cause) {
    this(message, cause, List.of());
  }

  /** The failure to read bytes that are no proper encoding, for a reason. */
  public static CodecException malformed(String reason) {
    return new CodecException("These bytes are not a proper encoding: " + reason, null);
  }

  /** The refusal of a class that may not be named; whoever knows the cache makes more of it. */
  static CodecException refused(String className) {
    return new CodecException(
        "The class " + shortened(className) + " is not allowed in bytes", null, List.of(className));
  }

  /**
   * The refusal of classes that may not be named, with the line that would allow them.
   *
   * @param cache the name of the cache
   * @param places all that are missing, each with the place where it is, or an empty text
   * @param line makes the line, and where it belongs, of the names of missing classes
   */
  static CodecException refused(
      String cache, Map<String, String> places, Function<List<String>, String> line) {
    List<String> names =
        places.keySet().stream().map(CodecException::shortened).distinct().toList();
    String shown =
        places.entrySet().stream()
            .map(place -> shown(place.getKey(), place.getValue()))
            .distinct()
            .collect(joining(", "));
    boolean isOne = names.size() == 1;
    return new CodecException(
        "Cache '"
            + shortened(cache)
            + (isOne ? "': The class " : "': The classes ")
            + shown
            + (isOne ? " is" : " are")
            + " not allowed in bytes. To allow "
            + (isOne ? "it: " : "them: ")
            + line.apply(names),
        null,
        names);
  }

  private static String shown(String className, String place) {
    String name = shortened(className);
    return place.isEmpty() ? name : name + " (" + shortened(place) + ")";
  }

  /** The names of classes that were refused; none for other failures. */
  List<String> refused() {
    return refused;
  }

  /** The refusal of an object, for a reason that says what is wrong with it. */
  public static CodecException notEncodable(Class<?> type, String reason) {
    return new CodecException("Cannot encode a " + type.getName() + ": " + reason, null);
  }

  /**
   * The refusal of a value that has too many bytes.
   *
   * @param most how many it may have
   */
  static CodecException tooLarge(String cache, Class<?> type, int bytes, long most) {
    return new CodecException(
        "Cache '%s': a %s of %d bytes is not allowed; allowed: max-value-bytes: %d. Store parts of it under keys of their own, or raise max-value-bytes"
            .formatted(shortened(cache), type.getName(), bytes, most),
        null);
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
    return Causes.first(thrown, CodecException.class);
  }

  /** A name out of hostile bytes may be of any length and hold anything. */
  private static String shortened(String className) {
    String name =
        className.length() <= LONGEST_NAME ? className : className.substring(0, LONGEST_NAME) + "…";
    return name.replaceAll("\\p{Cntrl}", "?");
  }
}
