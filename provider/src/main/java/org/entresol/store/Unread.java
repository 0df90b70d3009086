package org.entresol.store;

/** What becomes of entries of an authority that a scan meets and this node cannot read. */
public enum Unread {
  /** They are none to users: left out, or an error where the cache is strict. */
  LEFT,
  /** They are dropped for all nodes, by their names. */
  DROPPED
}
