package org.entresol.coherence;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the diaries of a run come to.
 *
 * @param staleness by how many milliseconds a read came after the return of a newer write, at most
 * @param stalenessInOutage the same where the time between touches an outage of the server
 * @param reads how many values of how many keys were seen, counted once each
 * @param writes how many writes returned
 * @param complaints what was promised and not kept
 */
record Verdict(
    long staleness, long stalenessInOutage, long reads, long writes, List<String> complaints) {

  /**
   * A time in which nobody could reach the server.
   *
   * @param end when the last node can be expected to have found it again
   */
  record Outage(long begin, long end) {
    boolean touches(long from, long to) {
      return from <= end && to >= begin;
    }
  }

  /**
   * Compares what was read with what was written.
   *
   * @param bound the age in milliseconds that a read may have while the server is there
   * @param boundInOutage the same while it is not
   * @param total the sum of all counters in the end
   */
  static Verdict of(
      List<Diary> diaries, Outage outage, long bound, long boundInOutage, long total) {
    List<String> complaints = new ArrayList<>();
    Map<Integer, NavigableMap<Integer, Long>> written = new TreeMap<>();
    diaries.forEach(diary -> written.putAll(diary.written()));
    long[] worst = {0, 0};
    for (Diary diary : diaries) {
      complaints.addAll(diary.complaints());
      diary
          .seen()
          .forEach(
              (key, numbers) ->
                  numbers.forEach(
                      (number, at) -> {
                        Long overtaken = overtaken(written, key, number);
                        if (overtaken != null && at > overtaken) {
                          boolean out = outage.touches(overtaken, at);
                          long age = at - overtaken;
                          worst[out ? 1 : 0] = Math.max(worst[out ? 1 : 0], age);
                          if (age > (out ? boundInOutage : bound) + diary.hiccup()) {
                            complaints.add(
                                "%d of key %d was read %d ms after it was overtaken%s"
                                    .formatted(number, key, age, out ? " (outage)" : ""));
                          }
                        }
                      }));
    }
    judgeCounters(diaries, total, complaints);
    return new Verdict(
        worst[0],
        worst[1],
        diaries.stream().mapToLong(diary -> count(diary.seen())).sum(),
        count(written),
        complaints);
  }

  /** When the first newer number of a key had been written for certain; null for never. */
  private static @Nullable Long overtaken(
      Map<Integer, NavigableMap<Integer, Long>> written, int key, int number) {
    NavigableMap<Integer, Long> numbers = written.getOrDefault(key, new TreeMap<>());
    Map.Entry<Integer, Long> newer = numbers.higherEntry(number);
    return (newer == null) ? null : newer.getValue();
  }

  private static long count(Map<Integer, NavigableMap<Integer, Long>> moments) {
    return moments.values().stream().mapToLong(Map::size).sum();
  }

  private static void judgeCounters(List<Diary> diaries, long total, List<String> complaints) {
    long certain = diaries.stream().mapToLong(Diary::increments).sum();
    long unknown = diaries.stream().mapToLong(Diary::unknown).sum();
    if (total < certain || total > certain + unknown) {
      complaints.add(
          "the counters sum up to %d after %d increments and %d of unknown outcome"
              .formatted(total, certain, unknown));
    }
  }

  @Override
  public String toString() {
    return ("largest staleness %d ms (%d ms around the outage); %d writes, %d values seen,"
            + " %d complaints")
        .formatted(staleness, stalenessInOutage, writes, reads, complaints.size());
  }
}
