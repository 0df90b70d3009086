package org.entresol.jcache;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A search for the one way to something outside that is on the class path, by the service loader.
 * Used once.
 *
 * <p>It looks through the class loader of the manager, then through that of the provider's own
 * classes; the first that sees one decides. It does not look through the context class loader of
 * the thread: a manager belongs to its URI and its class loader, so what it finds must not depend
 * on who comes first, and a manager of several applications would keep the classes of one alive.
 *
 * @param <F> the kind of way
 */
final class Installed<F> {
  private final Class<F> service;
  private final Predicate<F> wanted;
  private final String where;
  private final String artifact;

  /** What made the service loader give up. */
  private final List<ServiceConfigurationError> broken = new ArrayList<>();

  /**
   * Creates a search.
   *
   * @param service the kind of way
   * @param wanted whether one leads to the right place
   * @param where that place, for messages
   * @param artifact the dependency that brings the way, for messages
   */
  Installed(Class<F> service, Predicate<F> wanted, String where, String artifact) {
    this.service = service;
    this.wanted = wanted;
    this.where = where;
    this.artifact = artifact;
  }

  /**
   * The one way there.
   *
   * @param manager the class loader of the manager that wants it
   * @throws NotInstalledException if there is none, or more than one
   */
  F find(ClassLoader manager) {
    List<F> found =
        Stream.of(manager, Installed.class.getClassLoader())
            .distinct()
            .map(this::seenBy)
            .filter(seen -> !seen.isEmpty())
            .findFirst()
            .orElseThrow(this::none);
    if (found.size() > 1) {
      throw new NotInstalledException(
          "several lead to %s: %s; allowed: one of them on the class path"
              .formatted(
                  where,
                  found.stream()
                      .map(factory -> factory.getClass().getName())
                      .sorted()
                      .collect(Collectors.joining(", "))),
          null);
    }
    return found.get(0);
  }

  /** What one loader sees, up to what it cannot make: another loader may do without that. */
  private List<F> seenBy(ClassLoader loader) {
    List<F> seen = new ArrayList<>();
    try {
      for (F factory : ServiceLoader.load(service, loader)) {
        if (wanted.test(factory)) {
          seen.add(factory);
        }
      }
    } catch (ServiceConfigurationError e) {
      broken.add(e);
    }
    return seen;
  }

  private NotInstalledException none() {
    NotInstalledException none =
        new NotInstalledException(
            "nothing on the class path leads to %s%s; allowed: with the dependency org.entresol:%s"
                .formatted(
                    where,
                    broken.isEmpty() ? "" : " (" + broken.get(0).getMessage() + ")",
                    artifact),
            broken.isEmpty() ? null : broken.get(0));
    broken.stream().skip(1).forEach(none::addSuppressed);
    return none;
  }
}
