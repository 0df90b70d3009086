package org.entresol.stats;

/** What can come of the wish for a value from the source. */
public enum LoadEvent {
  /** The source was asked for a key, and answered. */
  LOADED,
  /** The source was asked for a key, and failed. */
  FAILED,
  /** What was loaded was not stored, because the key had been changed meanwhile. */
  REFUSED,
  /** What was loaded was not stored, because the authority was away, or took nothing. */
  UNSTORED,
  /** What was loaded was not stored, because an entry lies there that only others can read. */
  UNREPLACED,
  /** An entry was replaced in the background before or after its end. */
  REFRESHED,
  /** A caller got a value whose time had passed. */
  STALE,
  /** A caller was told that there is no value without asking the source. */
  ABSENT,
  /** A caller waited for another node's load for as long as it may, and in vain. */
  UNGUARDED,
  /** A caller did not wait any longer for a load. */
  TIMED_OUT
}
