package org.entresol.web;

import static java.util.Objects.requireNonNull;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import java.util.EnumSet;
import org.entresol.web.servlet.RouteFilter;

/** How a servlet application serves routes from what is kept. Thread-safe. */
public final class ServletRoutes {
  private static final String NAME = "entresolRoutes";

  private ServletRoutes() {}

  /**
   * The filter, to be registered for all paths, for requests and asynchronous dispatches, with
   * asynchronous support, behind those that log users in; as {@link #register} does it.
   */
  public static Filter filter(RouteCache routes) {
    return new RouteFilter(routes.serving);
  }

  /**
   * Registers the filter as it has to be: for all paths, for requests and what is dispatched
   * asynchronously, with asynchronous support, behind the filters that are mapped so far.
   *
   * @param context that of an application which has not begun yet
   * @return the registration, for what else there is to be said
   * @throws IllegalStateException if the application has begun, or has the filter already
   */
  public static FilterRegistration.Dynamic register(RouteCache routes, ServletContext context) {
    requireNonNull(context, "context");
    FilterRegistration.Dynamic registration = context.addFilter(NAME, filter(routes));
    if (registration == null) {
      throw new IllegalStateException(
          "the filter \"%s\" is registered already; allowed: once in an application"
              .formatted(NAME));
    }
    registration.setAsyncSupported(true);
    registration.addMappingForUrlPatterns(
        EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC), true, "/*");
    return registration;
  }
}
