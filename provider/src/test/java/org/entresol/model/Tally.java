package org.entresol.model;

/** The counters of the reference cache. */
final class Tally {

  private long hits;
  private long misses;
  private long puts;
  private long removals;

  void lookup(boolean found) {
    if (found) {
      hits++;
    } else {
      misses++;
    }
  }

  void put(boolean stored) {
    puts += stored ? 1 : 0;
  }

  void removal(boolean removed) {
    removals += removed ? 1 : 0;
  }

  @Override
  public String toString() {
    return text(hits, misses, puts, removals);
  }

  static String text(long hits, long misses, long puts, long removals) {
    return "hits " + hits + ", misses " + misses + ", puts " + puts + ", removals " + removals;
  }
}
