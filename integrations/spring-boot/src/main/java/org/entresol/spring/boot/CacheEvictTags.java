package org.entresol.spring.boot;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A method that has changed what some tags stand for: all entries that have one of them are dropped
 * once it returns, or the {@code CompletableFuture} that it returns is complete; not if it throws.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface CacheEvictTags {

  /** Expressions as of {@link CacheTags#value()}; {@code #result} is what the method returns. */
  String[] value();

  /** The names of the caches. */
  String[] cacheNames();
}
