package org.entresol.expiry;

import org.entresol.tier.Lifetimes;

/** An expiry whose lengths are known once and for all. */
final class FixedExpiry extends Expiry {

  private final long creation;
  private final long update;
  private final long access;
  private final long most;

  FixedExpiry(long creation, long update, long access, long most) {
    this.creation = creation;
    this.update = update;
    this.access = access;
    this.most = most;
  }

  @Override
  public long forCreation() {
    return creation;
  }

  @Override
  public long forUpdate() {
    return update;
  }

  @Override
  public long forAccess() {
    return access;
  }

  @Override
  public long most() {
    return most;
  }

  @Override
  public boolean isEternal() {
    return creation == Lifetimes.ETERNAL && neverShortens(update) && neverShortens(access);
  }

  private static boolean neverShortens(long length) {
    return length == Lifetimes.UNCHANGED || length == Lifetimes.ETERNAL;
  }

  @Override
  public boolean movesOnAccess() {
    return access != Lifetimes.UNCHANGED && !isEternal();
  }

  @Override
  public boolean ignoresPresent() {
    return creation == update && creation > 0;
  }

  @Override
  public boolean asksUser() {
    return false;
  }
}
