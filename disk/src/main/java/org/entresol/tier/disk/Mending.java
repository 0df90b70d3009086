package org.entresol.tier.disk;

import java.util.HashMap;
import java.util.Map;

/**
 * The watch over marks that stay odd, since their writer was killed in the middle of a step: until
 * they are stepped nobody keeps near what goes by them. Used by one thread.
 */
final class Mending {

  private final DiskFiles files;

  /** What was odd at the last look, by its place. */
  private Map<Integer, Long> odd = Map.of();

  Mending(DiskFiles files) {
    this.files = files;
  }

  /** Steps what has been odd since the last look. */
  void mend() {
    Marks marks = files.marks();
    Map<Integer, Long> now = new HashMap<>();
    for (int place = 0; place < marks.count(); place++) {
      long number = marks.get(place);
      if (Marks.isOdd(number)) {
        now.put(place, number);
      }
    }
    now.forEach(
        (place, number) -> {
          if (number.equals(odd.get(place))) {
            mend(marks, place, number);
          }
        });
    odd = now;
  }

  /** Who has the right to write knows that the writer has made its change true, or never will. */
  private void mend(Marks marks, int place, long number) {
    Shard shard = files.shards().get(Marks.shardOf(place));
    int unused =
        shard.write(
            "mend",
            session -> {
              marks.end(place, number);
              return 0;
            });
  }
}
