package org.entresol.web.site;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a client got; fields by their names in lower case. */
@SuppressWarnings("ArrayRecordComponent") // nobody compares answers
public record Answer(int status, Map<String, List<String>> fields, byte[] content) {

  public String text() {
    return new String(content, StandardCharsets.UTF_8);
  }

  /** The first value of a field; empty where there is none. */
  public String field(String name) {
    List<String> values = fields.get(name.toLowerCase(Locale.ROOT));
    return values == null ? "" : values.get(0);
  }

  /** What is said of the cache. */
  public String cacheStatus() {
    return field("Cache-Status");
  }

  public boolean isHit() {
    return cacheStatus().contains("; hit");
  }
}
