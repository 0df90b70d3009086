package org.entresol.tier;

/**
 * The facet of a tier whose changes every node sees at once, without news: numbers in memory that
 * all share, one for some keys each. Thread-safe, and quick enough to be asked at every hit.
 *
 * <p>A change of a key steps its mark by one before it becomes true for anybody, and by one after;
 * so an odd mark says that a change is under way. Marks never go back. What was read after a mark
 * that is even is what lies there as long as the mark is the same.
 *
 * <p>All changes together are counted, too: as long as their number is the same, no mark has moved
 * for a change. It is one place in memory, where marks are many.
 */
public interface ChangeMarks {

  /** The place of a key's mark. */
  int spot(byte[] key);

  /** The mark at a place. */
  long mark(int spot);

  /**
   * How many changes there were, of any key: a change steps it behind its mark, and before it
   * becomes true for anybody. It never goes back.
   */
  long changes();
}
