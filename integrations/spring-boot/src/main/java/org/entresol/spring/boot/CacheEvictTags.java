package org.entresol.spring.boot;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A method that has changed what some tags stand for: all entries that have one of them are dropped
 * once it returns, or the {@code CompletionStage}, {@code Mono} or {@code Flux} that it returns is
 * complete; not if that fails. Within a transaction they are dropped once that is committed.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface CacheEvictTags {

  /**
   * Expressions as of {@link CacheTags#value()}; {@code #result} is what the method returns, or the
   * value that comes later, and null for a stream of several.
   */
  String[] value();

  /** The names of the caches. */
  String[] cacheNames();
}
