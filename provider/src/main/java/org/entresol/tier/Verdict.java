package org.entresol.tier;

/** Whether the conditions of an operation on one entry were met. */
public enum Verdict {
  /** They were, and what was due has been done. */
  MADE,
  /** Another version was there. */
  OVERTAKEN,
  /** The lease had ended. */
  FENCED,
  /** The load ticket had been revoked. */
  REVOKED,
  /** The queue of pending writes had no room for one more. */
  FULL
}
