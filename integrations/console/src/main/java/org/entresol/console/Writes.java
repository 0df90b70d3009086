package org.entresol.console;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.entresol.tier.Backlog;
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

  /** The fields of pending writes for JSON: how many there are in each partition, and some. */
  static Map<String, Object> document(
      SurveyedCache cache, List<Backlog> backlogs, List<QueuedWrite> pending) {
    Map<String, Object> document = document(total(backlogs));
    List<Map<String, Object>> partitions = new ArrayList<>();
    for (int p = 0; p < backlogs.size(); p++) {
      Backlog backlog = backlogs.get(p);
      if (backlog.pending() > 0 || backlog.dead() > 0) {
        Map<String, Object> partition = new LinkedHashMap<>();
        partition.put("partition", p);
        partition.putAll(document(backlog));
        partitions.add(partition);
      }
    }
    document.put("partitions", partitions);
    document.put("writes", pending.stream().map(write -> document(cache, write)).toList());
    return document;
  }

  private static Map<String, Object> document(Backlog backlog) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("pending", backlog.pending());
    document.put("dueForMillis", backlog.oldestMillis());
    document.put("dead", backlog.dead());
    return document;
  }

  /** How much there is of all partitions. */
  static Backlog total(List<Backlog> backlogs) {
    return backlogs.stream().reduce(Backlog.NONE, Backlog::and);
  }
}
