package org.entresol.spring.boot;

import java.util.List;
import java.util.stream.Collectors;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.result.condition.NameValueExpression;
import org.springframework.web.reactive.result.method.RequestMappingInfo;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.pattern.PathPattern;

/** The methods of controllers of Spring WebFlux. Stateless. */
final class WebFluxMethods {

  private WebFluxMethods() {}

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
        info.getPatternsCondition().getPatterns().stream()
            .map(PathPattern::getPatternString)
            .collect(Collectors.toSet()),
        info.getMethodsCondition().getMethods(),
        info.getParamsCondition().getExpressions().stream()
            .map(NameValueExpression::getName)
            .collect(Collectors.toSet()));
  }
}
