package org.entresol.spring.boot;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The tags of what a method stores by {@code @Cacheable} or {@code @CachePut} of Spring, or {@code
 * CacheResult} or {@code CachePut} of JCache, so that {@link CacheEvictTags} and {@code
 * EntresolCache.invalidateTags} drop it. The cache needs a setting of tags, such as {@code
 * tags.explicit}.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface CacheTags {

  /**
   * Expressions of Spring over the arguments by their names and {@code #result}, such as {@code
   * 'customer:' + #id} or {@code #result?.country}: each a tag, several in a collection or an
   * array, or null for none.
   */
  String[] value();
}
