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
  DELETE;

  /** Whether this act stores a value. */
  public boolean stores() {
    return this == WRITE || this == LOAD;
  }
}
