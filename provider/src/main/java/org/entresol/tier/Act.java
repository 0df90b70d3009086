package org.entresol.tier;

/** What an operation does to the entry it found, or did not find. */
public enum Act {
  /** Nothing. */
  LEAVE,
  /** Counts as an access: the expiry policy may move the entry's instant. */
  TOUCH,
  /** Stores the operation's value, and hands it to the writer. */
  WRITE,
  /**
   * Stores a value that comes from the source, so neither the writer nor the put counter sees it,
   * and no other node need be told.
   */
  LOAD,
  /** Removes the entry, and deletes the key through the writer even if nothing was cached. */
  DELETE,
  /**
   * Removes the entry and says so to all nodes, but to nobody else: it is an invalidation, of which
   * neither the writer, nor listeners, nor statistics hear.
   */
  DROP;

  /** Whether this act stores a value. */
  public boolean stores() {
    return this == WRITE || this == LOAD;
  }

  /** Whether what was there is not there any more, so that loads under way are overruled. */
  public boolean replaces() {
    return stores() || this == DELETE || this == DROP;
  }

  /** Whether the source of record has to learn of this act. */
  public boolean reachesSource() {
    return this == WRITE || this == DELETE;
  }
}
