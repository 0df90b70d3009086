package org.entresol.spring;

import java.lang.annotation.Annotation;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.cache.annotation.CacheKeyGenerator;
import javax.cache.annotation.CacheKeyInvocationContext;
import javax.cache.annotation.GeneratedCacheKey;

/** A key generator to which upper and lower case are the same. */
class ShelfKeys implements CacheKeyGenerator {

  /** The key: the texts of the parameters in upper case. */
  record ShelfKey(String text) implements GeneratedCacheKey {
    private static final long serialVersionUID = 1L;
  }

  @Override
  public GeneratedCacheKey generateCacheKey(
      CacheKeyInvocationContext<? extends Annotation> context) {
    return new ShelfKey(
        Arrays.stream(context.getKeyParameters())
            .map(parameter -> String.valueOf(parameter.getValue()).toUpperCase(Locale.ROOT))
            .collect(Collectors.joining(" ")));
  }
}
