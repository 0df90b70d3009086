package org.entresol.web.servlet;

import java.io.IOException;
import org.entresol.web.http.Headers;

/** Gives the client what is kept, as the handler has found that it is what it was. */
@FunctionalInterface
interface Kept {
  /**
   * Gives it.
   *
   * @param said the fields that the handler has said of it
   */
  void give(Headers said) throws IOException;
}
