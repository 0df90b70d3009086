package org.entresol.console;

import java.util.LinkedHashMap;
import java.util.Map;
import org.entresol.tier.QueuedWrite;
import org.entresol.tier.redis.SurveyedCache;

/** How a write that the source has not got is told of. Stateless. */
final class Writes {

  private Writes() {}

  /** What it does, in a word. */
  static String kind(QueuedWrite write) {
    return write.isDeletion() ? "delete" : "write";
  }

  /** Its fields for JSON; more may be put into the map. */
  static Map<String, Object> document(SurveyedCache cache, QueuedWrite write) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("key", cache.written(write.key()));
    document.put("deletion", write.isDeletion());
    document.put("tries", write.tries());
    return document;
  }
}
