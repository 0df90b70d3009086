package org.entresol.tier.disk;

import java.sql.SQLException;
import java.util.Arrays;

/** The marks that one step in a shard moves. Used once, by one thread. */
final class Changing implements Shard.Commit {

  private final Marks marks;
  private int[] places = new int[4];
  private long[] begun = {};
  private int count;

  Changing(Marks marks) {
    this.marks = marks;
  }

  /** What drops all near entries of a cache that lie in a shard. */
  static Changing all(CacheFiles place, Shard shard) {
    Changing changing = new Changing(place.files().marks());
    changing.add(Marks.ofCache(Marks.spot(shard.number(), 0), place.id()));
    return changing;
  }

  /** Says that something has changed for all who go by a place. */
  void add(int place) {
    for (int i = 0; i < count; i++) {
      if (places[i] == place) {
        return;
      }
    }
    if (count == places.length) {
      places = Arrays.copyOf(places, 2 * count);
    }
    places[count++] = place;
  }

  /** Other processes may go by other marks since, and would not see what these say. */
  @Override
  public boolean isAllowed(Session session) throws SQLException {
    return DiskFiles.marksId(session) == marks.id();
  }

  @Override
  public void before() {
    begun = new long[count];
    for (int i = 0; i < count; i++) {
      begun[i] = marks.begin(places[i]);
    }
  }

  @Override
  public void after() {
    for (int i = 0; i < begun.length; i++) {
      marks.end(places[i], begun[i]);
    }
  }
}
