package org.entresol.jcache;

import java.util.Locale;
import org.entresol.Stack.Authority;
import org.entresol.tier.TierFactory;

/** The ways to shared authorities that are on the class path. Stateless. */
final class InstalledTiers {

  private InstalledTiers() {}

  /** See {@link TierSource#find}. */
  static TierFactory find(Authority authority, ClassLoader manager) {
    String lower = authority.name().toLowerCase(Locale.ROOT);
    return new Installed<>(
            TierFactory.class,
            factory -> factory.authority() == authority,
            Character.toUpperCase(lower.charAt(0)) + lower.substring(1),
            "entresol-" + lower)
        .find(manager);
  }
}
