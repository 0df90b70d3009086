package org.entresol.web.route;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which handlers a route is named for, where its pattern may fit the paths of others: told by what
 * the application leaves in the attributes of a request while it is rendered. Thread-safe; may not
 * throw.
 */
@FunctionalInterface
public interface RouteHandler {
  /** The default: any. */
  RouteHandler ANY = attributes -> true;

  /**
   * Whether it was one of them.
   *
   * @param attributes the attributes of the request by their names, after it was rendered
   */
  boolean hasRendered(Function<String, @Nullable Object> attributes);

  /**
   * Whether an attribute that is set says that none of them will render the request. Whoever does
   * then sees all of its parameters. By default none says so.
   */
  default boolean isOther(String attribute, Object value) {
    return false;
  }
}
