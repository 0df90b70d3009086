package org.entresol.codec;

import java.util.Collection;
import java.util.Map;

/** What the hash code of the objects of a class asks for. */
public enum HashCost {
  /** Nothing: it is that of their identity. */
  NOTHING,
  /** What a class of the users says, all that they hold at most. */
  PARTS,
  /** All that they hold; if they hold themselves there may be no end of it. */
  CONTENT;

  /** What it is for a class; those of the JDK count as if they asked for what they hold. */
  public static HashCost of(Class<?> type) {
    if (ClassFacts.isJdk(type)
        || Collection.class.isAssignableFrom(type)
        || Map.class.isAssignableFrom(type)) {
      return CONTENT;
    }
    return ClassFacts.hashesIdentity(type) ? NOTHING : PARTS;
  }
}
