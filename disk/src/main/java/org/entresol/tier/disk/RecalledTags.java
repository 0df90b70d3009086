package org.entresol.tier.disk;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.entresol.tier.Lifetimes;
import org.entresol.tier.RecallFloors;
import org.entresol.tier.Stored;
import org.jspecify.annotations.Nullable;

/**
 * What was recalled of the tags of some entries or loads, asked for by one statement however many
 * they are. Used by one thread.
 */
final class RecalledTags {

  private static final String SELECT =
      "SELECT r.part, r.tag, r.sequence, r.instant FROM json_each(?) asked CROSS JOIN recall r"
          + " ON r.part = asked.value ->> 0 AND r.tag = asked.value ->> 1";

  private final Set<PartTag> asked = new LinkedHashSet<>();
  private final Map<PartTag, List<Recalled>> found = new HashMap<>();

  /** A tag in a part. */
  private record PartTag(long part, long tag) {}

  /** At which sequence and when something was recalled. */
  private record Recalled(long sequence, long instant) {}

  /** What was recalled of some tags in one part. */
  static RecalledTags of(Session session, long part, long[] tags) throws SQLException {
    RecalledTags recalled = new RecalledTags();
    recalled.add(part, tags);
    recalled.read(session);
    return recalled;
  }

  /** Asks for some tags in a part. */
  void add(long part, long[] tags) {
    if (tags.length > 0) {
      asked.add(new PartTag(part, Recalls.ANY));
    }
    for (long tag : tags) {
      asked.add(new PartTag(part, tag));
    }
  }

  /** Reads what was asked for. */
  void read(Session session) throws SQLException {
    if (asked.isEmpty()) {
      return;
    }
    String places =
        asked.stream()
            .map(one -> "[" + one.part() + "," + one.tag() + "]")
            .collect(Collectors.joining(",", "[", "]"));
    List<Long> unused =
        session.all(
            SELECT,
            row -> {
              PartTag of = new PartTag(row.getLong(1), row.getLong(2));
              Recalled recalled = new Recalled(row.getLong(3), row.getLong(4));
              found.computeIfAbsent(of, one -> new ArrayList<>()).add(recalled);
              return recalled.sequence();
            },
            places);
  }

  /** What is there of an entry now: null if it was dropped, and with its end if it has expired. */
  @Nullable Stored inForce(long part, Stored entry) {
    long end = endOf(part, entry.tags(), entry.version().sequence());
    return (end == RecallFloors.GONE) ? null : entry.endingBy(end);
  }

  /** Whether one of some tags was recalled in any way in a part after a sequence. */
  boolean areRecalled(long part, long[] tags, long since) {
    return endOf(part, tags, since) != Lifetimes.NEVER;
  }

  /** As {@link RecallFloors#endOf} says. */
  private long endOf(long part, long[] tags, long since) {
    long end = (tags.length == 0) ? Lifetimes.NEVER : endOf(new PartTag(part, Recalls.ANY), since);
    for (long tag : tags) {
      end = Math.min(end, endOf(new PartTag(part, tag), since));
    }
    return end;
  }

  private long endOf(PartTag one, long since) {
    return found.getOrDefault(one, List.of()).stream()
        .filter(recalled -> recalled.sequence() > since)
        .mapToLong(
            recalled ->
                (recalled.instant() == Recalls.DROPPED) ? RecallFloors.GONE : recalled.instant())
        .min()
        .orElse(Lifetimes.NEVER);
  }
}
