package org.entresol.model;

import javax.cache.event.EventType;
import org.jspecify.annotations.Nullable;

/** What a listener was told, with the values as they were then. */
record Event(EventType type, Integer key, @Nullable String oldValue, @Nullable String value) {

  boolean isExpiry() {
    return type == EventType.EXPIRED;
  }

  @Override
  public String toString() {
    return type + " " + key + ": " + oldValue + " -> " + value;
  }
}
