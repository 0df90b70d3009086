package org.entresol.jcache;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.entresol.Stack.Authority;
import org.entresol.tier.TierFactory;

/**
 * A search for the ways to one authority that are on the class path, by the service loader. Used
 * once.
 *
 * <p>It looks through the class loader of the manager, then through that of the provider's own
 * classes; the first that sees one decides. It does not look through the context class loader of
 * the thread: a manager belongs to its URI and its class loader, so what it finds must not depend
 * on who comes first, and a manager of several applications would keep the classes of one alive.
 */
final class InstalledTiers {
  private final Authority authority;

  /** What made the service loader give up. */
  private final List<ServiceConfigurationError> broken = new ArrayList<>();

  private InstalledTiers(Authority authority) {
    this.authority = authority;
  }

  /** See {@link TierSource#find}. */
  static TierFactory find(Authority authority, ClassLoader manager) {
    return new InstalledTiers(authority).find(manager);
  }

  private TierFactory find(ClassLoader manager) {
    List<TierFactory> found =
        Stream.of(manager, InstalledTiers.class.getClassLoader())
            .distinct()
            .map(this::seenBy)
            .filter(seen -> !seen.isEmpty())
            .findFirst()
            .orElseThrow(this::none);
    if (found.size() > 1) {
      throw new NoTierException(
          "several lead to %s: %s; allowed: one of them on the class path"
              .formatted(
                  name(),
                  found.stream()
                      .map(factory -> factory.getClass().getName())
                      .sorted()
                      .collect(Collectors.joining(", "))),
          null);
    }
    return found.get(0);
  }

  /** What one loader sees, up to what it cannot make: another loader may do without that. */
  private List<TierFactory> seenBy(ClassLoader loader) {
    List<TierFactory> seen = new ArrayList<>();
    try {
      for (TierFactory factory : ServiceLoader.load(TierFactory.class, loader)) {
        if (factory.authority() == authority) {
          seen.add(factory);
        }
      }
    } catch (ServiceConfigurationError e) {
      broken.add(e);
    }
    return seen;
  }

  private NoTierException none() {
    NoTierException none =
        new NoTierException(
            "nothing on the class path leads to %s%s; allowed: with the dependency org.entresol:entresol-%s"
                .formatted(
                    name(),
                    broken.isEmpty() ? "" : " (" + broken.get(0).getMessage() + ")",
                    authority.name().toLowerCase(Locale.ROOT)),
            broken.isEmpty() ? null : broken.get(0));
    broken.stream().skip(1).forEach(none::addSuppressed);
    return none;
  }

  private String name() {
    String lower = authority.name().toLowerCase(Locale.ROOT);
    return Character.toUpperCase(lower.charAt(0)) + lower.substring(1);
  }
}
