package org.entresol.console.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * A file that the page is made of.
 *
 * @param type what it is, as HTTP calls it
 * @param bytes not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record PageFile(String type, byte[] bytes) {

  /** All there are, by their paths. */
  static final Map<String, PageFile> ALL =
      Map.of(
          "/", of("console.html", "text/html; charset=utf-8"),
          "/console.css", of("console.css", "text/css; charset=utf-8"),
          "/console.js", of("console.js", "text/javascript; charset=utf-8"),
          "/elements.js", of("elements.js", "text/javascript; charset=utf-8"),
          "/plot.js", of("plot.js", "text/javascript; charset=utf-8"));

  private static PageFile of(String name, String type) {
    try (InputStream stream = PageFile.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException("the resource " + name + " is missing from the jar");
      }
      return new PageFile(type, stream.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
