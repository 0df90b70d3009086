package org.entresol.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the authority had under one key, and from when to when. */
final class Truth {

  private final List<Spell> spells = new ArrayList<>();

  /** A value, or none, and the step from which on it was there. */
  private record Spell(@Nullable Integer value, long from) {}

  Truth() {
    spells.add(new Spell(null, 0));
  }

  /** Notes what there is after a step. */
  void note(@Nullable Integer value, long step) {
    if (!Objects.equals(now(), value)) {
      spells.add(new Spell(value, step));
    }
  }

  @Nullable Integer now() {
    return spells.get(latest()).value();
  }

  /** The number of the spell that lasts. */
  int latest() {
    return spells.size() - 1;
  }

  /**
   * The first spell of a value that is not before another one and had not ended before a step; -1
   * if there is none, so that whoever has seen the value has seen what he must not.
   */
  int seen(@Nullable Integer value, int notBefore, long notEndedBefore) {
    for (int i = notBefore; i < spells.size(); i++) {
      boolean lasted = i == latest() || spells.get(i + 1).from() >= notEndedBefore;
      if (lasted && Objects.equals(spells.get(i).value(), value)) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public String toString() {
    return spells.subList(Math.max(0, spells.size() - 6), spells.size()).toString();
  }
}
