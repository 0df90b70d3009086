package org.entresol.spring.boot;

import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.entresol.EntresolCacheManager;
import org.entresol.config.ConfigurationException;
import org.entresol.config.RouteSection;
import org.entresol.config.RouteSettings;
import org.entresol.web.RouteCache;
import org.entresol.web.route.RouteHandler;
import org.entresol.web.route.RoutePattern;
import org.entresol.web.route.RoutePolicy;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.context.ApplicationContext;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.condition.NameValueExpression;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * The routes that methods of controllers name by {@link CachedRoute}. An application that makes its
 * {@link RouteCache} itself adds them to it. Thread-safe.
 */
public final class CachedRoutes {
  private final List<RequestMappingHandlerMapping> mappings;
  private final EntresolCacheManager manager;
  private final String prefix;

  /**
   * Those of some mappings.
   *
   * @param manager whose file may name routes as well
   * @param servlet the path of Spring's servlet within the application
   */
  CachedRoutes(
      List<RequestMappingHandlerMapping> mappings, EntresolCacheManager manager, String servlet) {
    this.mappings = mappings;
    this.manager = manager;
    this.prefix = servlet.endsWith("/") ? servlet.substring(0, servlet.length() - 1) : servlet;
  }

  /**
   * Refuses what would be without effect: the routes of a context below that of the filter.
   *
   * @throws ConfigurationException if one is named there
   */
  static void requireNone(ApplicationContext below) {
    below.getBeansOfType(RequestMappingHandlerMapping.class).values().stream()
        .flatMap(mapping -> mapping.getHandlerMethods().values().stream())
        .filter(handler -> handler.hasMethodAnnotation(CachedRoute.class))
        .forEach(
            handler -> {
              throw new ConfigurationException(
                  "%s: a controller of the context \"%s\" is not allowed; allowed: one of the context that has the RouteCache, or a route of the file"
                      .formatted(place(handler.getMethod()), below.getDisplayName()));
            });
  }

  /** A pattern's methods, all of which say the same; its text is that of the first. */
  private record Named(String pattern, Method first, CachedRoute route, Set<Method> methods) {}

  /** Told by what Spring leaves as soon as it has chosen. */
  private record OfMethods(Set<Method> methods) implements RouteHandler {
    private static final String CHOSEN = HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE;

    @Override
    public boolean hasRendered(Function<String, @Nullable Object> attributes) {
      return attributes.apply(CHOSEN) instanceof HandlerMethod handler
          && methods.contains(handler.getMethod());
    }

    @Override
    public boolean isOther(String attribute, Object value) {
      return attribute.equals(CHOSEN) && !hasRendered(name -> value);
    }
  }

  /**
   * Names them.
   *
   * @throws ConfigurationException if one is not allowed, or another place says otherwise
   */
  public RouteCache.Builder addTo(RouteCache.Builder builder) {
    Map<String, Named> routes = new LinkedHashMap<>();
    mappings.forEach(
        mapping ->
            mapping.getHandlerMethods().forEach((info, handler) -> collect(info, handler, routes)));
    Set<String> choosing = choosing();
    Map<String, RouteSettings> file = new LinkedHashMap<>();
    RouteSection.of(manager.getURI(), manager.getClassLoader())
        .forEach(settings -> file.put(shape(settings.pattern()), settings));
    routes.forEach(
        (shape, named) -> {
          RouteSettings same = file.get(shape);
          RoutePolicy said = null;
          if (same != null) {
            requireAgreement(same, named);
            said = builder.policy(same.pattern());
          }
          if (same == null || said == null) {
            builder.route(named.pattern, seeing(policy(named), named, choosing));
          } else {
            builder.route(same.pattern(), seeing(said, named, choosing));
          }
        });
    return builder;
  }

  /** The parameters by which mappings choose who handles a request. */
  private Set<String> choosing() {
    return mappings.stream()
        .flatMap(mapping -> mapping.getHandlerMethods().keySet().stream())
        .flatMap(info -> info.getParamsCondition().getExpressions().stream())
        .map(NameValueExpression::getName)
        .collect(Collectors.toSet());
  }

  /** A policy for some methods, chosen by parameters that count then. */
  private static RoutePolicy seeing(RoutePolicy policy, Named named, Set<String> choosing) {
    RoutePolicy.Builder builder =
        policy.toBuilder().handler(new OfMethods(Set.copyOf(named.methods)));
    Set<String> query = policy.query();
    if (query != null) {
      Set<String> all = new TreeSet<>(query);
      all.addAll(choosing);
      builder.query(all.toArray(String[]::new));
    }
    return builder.build();
  }

  private void collect(RequestMappingInfo info, HandlerMethod handler, Map<String, Named> routes) {
    CachedRoute route = handler.getMethodAnnotation(CachedRoute.class);
    if (route == null) {
      return;
    }
    Method method = handler.getMethod();
    Set<RequestMethod> verbs = info.getMethodsCondition().getMethods();
    if (!verbs.isEmpty() && !verbs.contains(RequestMethod.GET)) {
      throw new ConfigurationException(
          "%s: a method for %s is not allowed; allowed: one for GET"
              .formatted(place(method), verbs));
    }
    for (String path : info.getPatternValues()) {
      String pattern = prefix + path.replaceFirst("\\{\\*[^{}]*}$", "**");
      Named named =
          routes.computeIfAbsent(
              shape(pattern), any -> new Named(pattern, method, route, new HashSet<>()));
      if (!named.route.equals(route)) {
        throw new ConfigurationException(
            "%s: the route \"%s\" says otherwise than %s; allowed: the same at both"
                .formatted(place(method), pattern, place(named.first)));
      }
      named.methods.add(method);
    }
  }

  /** What fits the same paths, whatever its variables are called. */
  private static String shape(String pattern) {
    return pattern.replaceAll("\\{[^{}/:]*}", "*");
  }

  private static String place(Method method) {
    return "@CachedRoute of " + method.getDeclaringClass().getName() + "." + method.getName();
  }

  private static RoutePolicy policy(Named named) {
    CachedRoute route = named.route;
    try {
      RoutePattern.of(named.pattern);
      RoutePolicy.Builder builder =
          RoutePolicy.builder(route.cache(), DurationStyle.detectAndParse(route.ttl()))
              .vary(route.vary())
              .tags(route.tags());
      Set<String> query = query(route);
      return query == null ? builder.build() : builder.query(query.toArray(String[]::new)).build();
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(place(named.first) + ": " + e.getMessage(), e);
    }
  }

  private static @Nullable Set<String> query(CachedRoute route) {
    Set<String> names = Set.of(route.query());
    return names.equals(Set.of(CachedRoute.ALL)) ? null : names;
  }

  /** The file may say more of the same route, but nothing else. */
  private static void requireAgreement(RouteSettings file, Named named) {
    CachedRoute route = named.route;
    List<String> query = file.parts().query();
    boolean same =
        file.cache().equals(route.cache())
            && file.lives().ttl().equals(DurationStyle.detectAndParse(route.ttl()))
            && lower(file.parts().vary().stream()).equals(lower(Stream.of(route.vary())))
            && (query == null ? query(route) == null : Set.copyOf(query).equals(query(route)))
            && Set.copyOf(file.labels().tags()).equals(Set.of(route.tags()));
    if (!same) {
      throw new ConfigurationException(
          "%s: the route \"%s\" says otherwise than %s; allowed: one of them, or the same cache, ttl, vary, query and tags at both"
              .formatted(file.place(), file.pattern(), place(named.first)));
    }
  }

  private static Set<String> lower(Stream<String> names) {
    Set<String> all = new TreeSet<>();
    names.forEach(name -> all.add(name.toLowerCase(Locale.ROOT)));
    return all;
  }
}
