package org.entresol.store;

/** Whom a hold keeps out. */
public enum Reach {
  /** The other threads of this node. */
  NODE,
  /**
   * The other threads of this node, where a present entry is known here already: what is committed
   * has to be what was known, and nobody else may hold the key by then, else the right is lost. All
   * others where there is none.
   */
  OPTIMISTIC,
  /** All other threads of all nodes. */
  EVERYWHERE
}
