package org.entresol.store.near;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.entresol.tier.Act;
import org.entresol.tier.ChangeMarks;
import org.entresol.tier.Hearing;

/**
 * What this node sees of the changes in an authority that has marks: nothing is announced, so
 * nothing can be lost. A generation is the mark, and how often all was dropped here. Both only
 * grow, so their sum is the same as long as both are. Thread-safe.
 */
final class MarkedCoherence implements Coherence {

  /** A change is one step before it is true, and one after. */
  private static final long CHANGE = 2;

  private static final long[] NOTHING = {};

  private final ChangeMarks marks;
  private final AtomicLong dropped = new AtomicLong();

  MarkedCoherence(ChangeMarks marks) {
    this.marks = marks;
  }

  @Override
  public int spot(byte[] key, int partition) {
    return marks.spot(key);
  }

  @Override
  public long generation(int spot) {
    return marks.mark(spot) + dropped.get();
  }

  /** If the mark was stepped just so far, then by this very change, and by no other. */
  @Override
  public long generationAfter(long generation, Act act) {
    return (act == Act.WRITE) ? generation + CHANGE : generation;
  }

  /**
   * What was found current is so until there is another change of anything, which is cheap to see;
   * only then is the entry's own mark asked again. The number of changes is taken first: a mark
   * that was moved for one of them has moved when it is read.
   */
  @Override
  public boolean isCurrent(TieredEntry<?> entry) {
    long changes = marks.changes() + dropped.get();
    if (entry.isConfirmedAt(changes)) {
      return true;
    }
    boolean current = entry.generation() == generation(entry.spot());
    if (current) {
      entry.confirmAt(changes);
    }
    return current;
  }

  @Override
  public boolean admits(TieredEntry<?> entry, int hash) {
    boolean settled = entry.generation() % CHANGE == 0;
    return settled && entry.validAt() > 0 && isCurrent(entry);
  }

  @Override
  public void drop(int partition) {
    dropAll();
  }

  @Override
  public void dropAll() {
    dropped.addAndGet(CHANGE);
  }

  @Override
  public long lastRecall(int spot) {
    return 0;
  }

  /** A recall moves the marks of all that lies where it was made. */
  @Override
  public void recall(int partition, long sequence, long[] tags) {}

  @Override
  public void raise(int partition, int hash, long sequence) {}

  @Override
  public boolean isRaisedTo(int partition, int hash, long sequence) {
    return false;
  }

  @Override
  public void meet(int partition, long sequence) {}

  @Override
  public void hear(int partition, long sequence) {}

  @Override
  public void awaitHeard(int partition, long sequence, Duration atMost) {}

  /** A mark moves with the change itself. */
  @Override
  public boolean awaitReached(long[] sequences, Duration atMost) {
    return true;
  }

  @Override
  public void reach(int partition, long sequence) {}

  @Override
  public long[] heard() {
    return NOTHING;
  }

  @Override
  public long[] known() {
    return NOTHING;
  }

  @Override
  public void compare(long[] before, long[] sequences) {}

  @Override
  public void compareAnew(long[] before, long[] sequences) {}

  @Override
  public long gaps() {
    return 0;
  }

  @Override
  public int partitions() {
    return 0;
  }

  @Override
  public Hearing hearing(long sent) {
    return Hearing.NONE;
  }
}
