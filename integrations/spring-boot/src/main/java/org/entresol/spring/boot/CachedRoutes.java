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
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;

/**
 * The routes that methods of controllers name by {@link CachedRoute}. An application that makes its
 * {@link RouteCache} itself adds them to it. Thread-safe.
 */
public final class CachedRoutes {
  private final MappedMethods methods;
  private final EntresolCacheManager manager;
  private final String prefix;

  /**
   * Those of some methods.
   *
   * @param manager whose file may name routes as well
   * @param servlet the path within the application that all their paths are below
   */
  CachedRoutes(MappedMethods methods, EntresolCacheManager manager, String servlet) {
    this.methods = methods;
    this.manager = manager;
    this.prefix = servlet.endsWith("/") ? servlet.substring(0, servlet.length() - 1) : servlet;
  }

  /** A pattern's methods, all of which say the same; its text is that of the first. */
  private record Named(String pattern, Method first, CachedRoute route, Set<Method> methods) {}

  /** Told by what Spring leaves as soon as it has chosen. */
  private record OfMethods(Set<Method> methods, String chosen) implements RouteHandler {
    @Override
    public boolean hasRendered(Function<String, @Nullable Object> attributes) {
      return attributes.apply(chosen) instanceof HandlerMethod handler
          && methods.contains(handler.getMethod());
    }

    @Override
    public boolean isOther(String attribute, Object value) {
      return attribute.equals(chosen) && !hasRendered(name -> value);
    }
  }

  /**
   * Names them.
   *
   * @throws ConfigurationException if one is not allowed, or another place says otherwise
   */
  public RouteCache.Builder addTo(RouteCache.Builder builder) {
    Map<String, Named> routes = new LinkedHashMap<>();
    methods.all().forEach(mapped -> collect(mapped, routes));
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
    return methods.all().stream()
        .flatMap(mapped -> mapped.parameters().stream())
        .collect(Collectors.toSet());
  }

  /** A policy for some methods, chosen by parameters that count then. */
  private RoutePolicy seeing(RoutePolicy policy, Named named, Set<String> choosing) {
    RoutePolicy.Builder builder =
        policy.toBuilder().handler(new OfMethods(Set.copyOf(named.methods), methods.chosen()));
    Set<String> query = policy.query();
    if (query != null) {
      Set<String> all = new TreeSet<>(query);
      all.addAll(choosing);
      builder.query(all.toArray(String[]::new));
    }
    return builder.build();
  }

  private void collect(MappedMethod mapped, Map<String, Named> routes) {
    CachedRoute route = mapped.handler().getMethodAnnotation(CachedRoute.class);
    if (route == null) {
      return;
    }
    Method method = mapped.handler().getMethod();
    Set<RequestMethod> verbs = mapped.verbs();
    if (!verbs.isEmpty() && !verbs.contains(RequestMethod.GET)) {
      throw new ConfigurationException(
          "%s: a method for %s is not allowed; allowed: one for GET"
              .formatted(place(method), verbs));
    }
    for (String path : mapped.patterns()) {
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

  static String place(Method method) {
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
