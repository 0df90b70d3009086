package org.entresol.config;

import org.entresol.EntresolConfiguration;

/** What presets know of the caches that their libraries make, by their names. Stateless. */
public final class KnownCaches {

  private KnownCaches() {}

  /**
   * Whether the values of a cache only grow, and none counts as the least, as with instants of last
   * changes.
   *
   * @param loader the class loader of the manager
   */
  public static boolean grows(
      String name, EntresolConfiguration<?, ?> configuration, ClassLoader loader) {
    return PresetFile.usedBy(configuration, loader)
        .flatMap(file -> file.growing().stream())
        .anyMatch(name::endsWith);
  }
}
