package org.entresol.spring.boot;

import java.util.List;
import java.util.stream.Collectors;
import org.entresol.config.ConfigurationException;
import org.springframework.context.ApplicationContext;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.condition.NameValueExpression;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The methods of controllers of Spring MVC. Stateless. */
final class MvcMethods {

  private MvcMethods() {}

  /** Those of some mappings. */
  static MappedMethods of(List<RequestMappingHandlerMapping> mappings) {
    return new MappedMethods(
        mappings.stream()
            .flatMap(mapping -> mapping.getHandlerMethods().entrySet().stream())
            .map(mapped -> of(mapped.getKey(), mapped.getValue()))
            .toList(),
        HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE);
  }

  private static MappedMethod of(RequestMappingInfo info, HandlerMethod handler) {
    return new MappedMethod(
        handler,
        info.getPatternValues(),
        info.getMethodsCondition().getMethods(),
        info.getParamsCondition().getExpressions().stream()
            .map(NameValueExpression::getName)
            .collect(Collectors.toSet()));
  }

  /**
   * Refuses what would be without effect: the routes of a context below that of the filter.
   *
   * @throws ConfigurationException if one is named there
   */
  static void requireNoRoutes(ApplicationContext below) {
    below.getBeansOfType(RequestMappingHandlerMapping.class).values().stream()
        .flatMap(mapping -> mapping.getHandlerMethods().values().stream())
        .filter(handler -> handler.hasMethodAnnotation(CachedRoute.class))
        .forEach(
            handler -> {
              throw new ConfigurationException(
                  "%s: a controller of the context \"%s\" is not allowed; allowed: one of the context that has the RouteCache, or a route of the file"
                      .formatted(CachedRoutes.place(handler.getMethod()), below.getDisplayName()));
            });
  }
}
