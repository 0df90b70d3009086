package org.entresol.store;

/** Whom a hold keeps out. */
public enum Reach {
  /** The other threads of this node. */
  NODE,
  /** All other threads of all nodes. */
  EVERYWHERE
}
