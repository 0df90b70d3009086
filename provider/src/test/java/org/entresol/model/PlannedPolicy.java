package org.entresol.model;

import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import org.jspecify.annotations.Nullable;

/** A policy that answers as the step at hand wants it, and counts the questions. */
final class PlannedPolicy implements ExpiryPolicy {

  private final TimeScale scale;
  private Conditions conditions = Conditions.CALM;
  private int creations;
  private int updates;
  private int accesses;

  PlannedPolicy(TimeScale scale) {
    this.scale = scale;
  }

  void plan(Conditions step) {
    conditions = step;
  }

  String counts() {
    return "creation " + creations + ", update " + updates + ", access " + accesses;
  }

  @Override
  public @Nullable Duration getExpiryForCreation() {
    creations++;
    return conditions.creation().duration(scale);
  }

  @Override
  public @Nullable Duration getExpiryForUpdate() {
    updates++;
    return conditions.update().duration(scale);
  }

  @Override
  public @Nullable Duration getExpiryForAccess() {
    accesses++;
    return conditions.access().duration(scale);
  }
}
