package org.entresol.tier.disk;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The removal of files beside the shards whose rows are not there: those of processes that were
 * killed in between. Directory by directory, in small steps. Used by one thread.
 */
final class Orphans {

  /** The least time from one look at all files of a shard to the next. */
  static final long PAUSE_MILLIS = TimeUnit.MINUTES.toMillis(10);

  /**
   * How old a file is of which it is asked whether it has a row: the younger ones may be about to
   * get it, or to go.
   */
  static final long GRACE_MILLIS = TimeUnit.MINUTES.toMillis(1);

  /** The most files that one step asks for. */
  static final int STEP = 100;

  private static final long LONGEST = TimeUnit.MILLISECONDS.toNanos(50);

  /** What is under way in each shard, by its number. */
  private final Map<Integer, Pass> passes = new HashMap<>();

  /** The way through the directories of one shard. */
  private static final class Pass {
    private final long dueAt;
    private int directory;

    Pass(long dueAt) {
      this.dueAt = dueAt;
    }
  }

  /** Goes on in a shard for a fraction of a second, if there is something to do. */
  void sweep(Shard shard, long now) {
    Pass pass = passes.get(shard.number());
    if (pass == null || (pass.directory == LargeValues.DIRECTORIES && now >= pass.dueAt)) {
      pass = new Pass(now + PAUSE_MILLIS);
      passes.put(shard.number(), pass);
    }
    long deadline = System.nanoTime() + LONGEST;
    while (pass.directory < LargeValues.DIRECTORIES && System.nanoTime() - deadline < 0) {
      int unused = sweep(shard, pass.directory, now - GRACE_MILLIS);
      pass.directory++;
    }
  }

  /** Removes all that a shard has. */
  static void sweepAll(Shard shard, long before) {
    for (int directory = 0; directory < LargeValues.DIRECTORIES; directory++) {
      int unused = sweep(shard, directory, before);
    }
  }

  private static int sweep(Shard shard, int directory, long before) {
    LargeValues values = shard.values();
    long[] unnamed = unnamed(shard, values.files(directory, before));
    int removed = 0;
    for (int from = 0; from < unnamed.length; from += STEP) {
      long[] some = Arrays.copyOfRange(unnamed, from, Math.min(from + STEP, unnamed.length));
      removed += shard.write("sweep", session -> values.removeUnnamed(session, some));
      Patience.pause(Sweep.PAUSE);
    }
    return removed;
  }

  /** Which of some files have no row at the moment. */
  static long[] unnamed(Shard shard, long... files) {
    return (files.length == 0)
        ? files
        : shard.read("sweep", session -> LargeValues.unnamed(session, files));
  }
}
