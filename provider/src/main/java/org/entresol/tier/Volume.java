package org.entresol.tier;

import java.util.List;

/** The files that a tier keeps its data in, for who looks after them. Thread-safe. */
public interface Volume {

  /**
   * How much lies there, and what became of it.
   *
   * @param bytes what the files take, those of all caches that lie in them
   * @param entries the entries of this cache; what has expired is among them until it is swept
   * @param evictions the entries of this cache that had to go for want of room, by whichever
   *     process, since the cache was made
   * @param culls the steps of this process in which some had to go, of all caches
   * @param busyWaits the steps of this process that waited for another one's
   * @param lostValues the values that lay in files of their own and were found missing or damaged
   *     by this process, of all caches
   */
  record Figures(
      long bytes, long entries, long evictions, long culls, long busyWaits, long lostValues) {

    /** Nothing is known, since there are no files. */
    public static final Figures UNKNOWN = new Figures(-1, -1, -1, -1, -1, -1);
  }

  /** Those at this moment. */
  Figures figures();

  /**
   * Reads all that lies there, which takes as long as there is much, and holds nobody up.
   *
   * @return what is not as it has to be, a line each; empty if all is well
   */
  List<String> check();

  /**
   * Counts anew what was not counted as it lies there, and gives free room back to the file system,
   * in steps that hold nobody up for long.
   */
  void compact();
}
