package org.entresol.web.route;

import java.util.List;
import java.util.Map;

/**
 * A named route. Immutable and thread-safe.
 *
 * @param pattern its paths
 * @param policy how its answers are kept
 */
public record Route(RoutePattern pattern, RoutePolicy policy) {

  /**
   * A route whose tags name variables of its pattern only.
   *
   * @throws IllegalArgumentException if they name others; the message says what is allowed
   */
  public Route {
    for (TagTemplate tag : policy.tags()) {
      tag.requireIn(pattern);
    }
  }

  /** The tags of the answers of a path that fits. */
  public List<String> tags(String path) {
    if (policy.tags().isEmpty()) {
      return List.of();
    }
    Map<String, String> variables = pattern.variables(path);
    return policy.tags().stream().map(tag -> tag.of(variables)).toList();
  }
}
