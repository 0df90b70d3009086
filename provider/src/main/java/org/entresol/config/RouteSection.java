package org.entresol.config;

import java.net.URI;
import java.util.List;

/** The section of routes in the file of a manager, for who keeps their answers. Stateless. */
public final class RouteSection {
  private RouteSection() {}

  /**
   * What a file says of routes, in its order.
   *
   * @param uri the URI of the manager
   * @param loader finds resources, and the classes that the file names
   * @throws ConfigurationException if the file cannot be read, or asks for what is not allowed
   */
  public static List<RouteSettings> of(URI uri, ClassLoader loader) {
    return Sections.of(ConfigurationFile.read(uri, loader), loader).routes();
  }
}
