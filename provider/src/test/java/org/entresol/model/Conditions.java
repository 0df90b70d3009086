package org.entresol.model;

import java.util.Set;

/**
 * What the world is like during one step.
 *
 * @param failing the keys for which the loader and the writer fail
 * @param failsByContract whether they fail with the specification's exception or any other
 * @param cost the units of time that pass in each call of the loader or the writer
 * @param creation what a planned policy says to a creation
 * @param update what a planned policy says to an update
 * @param access what a planned policy says to an access
 * @param mutates whether the caller changes what it gave and got, once the operation is over
 */
record Conditions(
    Set<Integer> failing,
    boolean failsByContract,
    int cost,
    Length creation,
    Length update,
    Length access,
    boolean mutates) {

  static final Conditions CALM =
      new Conditions(Set.of(), true, 0, Length.ETERNAL, Length.UNCHANGED, Length.UNCHANGED, false);

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("policy " + creation + "/" + update + "/" + access);
    if (!failing.isEmpty()) {
      text.append(", source fails for ").append(failing);
      text.append(failsByContract ? " as specified" : " with IllegalStateException");
    }
    if (cost > 0) {
      text.append(", source takes ").append(cost).append(" units");
    }
    return text.append(mutates ? ", caller mutates" : "").toString();
  }
}
