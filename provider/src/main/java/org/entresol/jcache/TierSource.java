package org.entresol.jcache;

import org.entresol.Stack.Authority;
import org.entresol.tier.TierFactory;

/** Where a provider has its ways to shared authorities from. Thread-safe. */
@FunctionalInterface
interface TierSource {

  /**
   * The one way to an authority.
   *
   * @param manager the class loader of the manager that wants it
   * @throws NotInstalledException if there is none, or more than one
   */
  TierFactory find(Authority authority, ClassLoader manager);
}
