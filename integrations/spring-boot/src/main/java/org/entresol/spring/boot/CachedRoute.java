package org.entresol.spring.boot;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A method of a controller, of Spring MVC or WebFlux, whose answers are kept, as those of a route
 * of the file. The paths are those that the method is mapped to; what other methods answer below
 * them is not kept.
 *
 * <p>What it does not say, such as how long stale answers are given, is for routes of the file; so
 * is a route for users that are logged in.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface CachedRoute {
  /** The word for all parameters of the query. */
  String ALL = "*";

  /**
   * How long an answer is fresh of which the method does not say it: a number with a unit such as
   * {@code 30s}, {@code 5m} or {@code 1h}.
   */
  String ttl();

  /** The fields of requests by which answers differ, beside those that they name in their Vary. */
  String[] vary() default {};

  /**
   * The parameters of the query that count; the method sees no others. All, unless something is
   * said.
   */
  String[] query() default ALL;

  /** The tags of all answers, in which variables of the path may stand in braces. */
  String[] tags() default {};

  /** The name of the cache in which the answers lie. */
  String cache() default "routes";
}
