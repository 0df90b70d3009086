package org.entresol.stats;

/** What came of pending writes. */
public enum WriteEvent {
  /** A call of the writer with some of them. */
  BATCH,
  /** The source has got it. */
  WRITTEN,
  /** The writer did not take it. */
  FAILED,
  /** It is tried, and was before. */
  RETRIED,
  /** This node cannot read it, and leaves it to one that can. */
  UNREADABLE
}
