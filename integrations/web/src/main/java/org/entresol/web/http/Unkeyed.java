package org.entresol.web.http;

import java.util.Set;

/**
 * The fields of a request, by what it means for an answer that its handler has read them. Only a
 * few are known; of all others nobody can say whom the answer is for. Names are in lower case.
 * Stateless.
 */
public final class Unkeyed {
  /** What clients and servers agree upon: answers are told apart by it as if they had said so. */
  private static final Set<String> NEGOTIATED =
      Set.of(
          "accept",
          "accept-charset",
          "accept-encoding",
          "accept-language",
          "origin",
          "user-agent",
          "x-requested-with");

  /**
   * A request with content is not answered from what is kept, so this one says that there is none.
   */
  private static final String LENGTH = "content-length";

  private Unkeyed() {}

  /** Whether answers vary by a field once it was read, there or not. */
  public static boolean isNegotiated(String field) {
    return NEGOTIATED.contains(field);
  }

  /** Whether an answer is not to be kept after a field was read that was there. */
  public static boolean is(String field) {
    return !isNegotiated(field) && !field.equals(LENGTH);
  }
}
