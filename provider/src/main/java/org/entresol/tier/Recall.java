package org.entresol.tier;

/** What becomes of the entries that have a recalled tag. */
public enum Recall {
  /** They are gone. */
  DROP,

  /**
   * Their time has passed, from the recall on; for whom it had passed before that goes on. Whoever
   * may be given what is past its time still gets them.
   */
  EXPIRE
}
