package org.entresol.spring.boot;

import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.cache.interceptor.CacheResolver;
import org.springframework.core.PriorityOrdered;

/**
 * Has annotated methods store in {@link TaggedCaches}, unless the application says another
 * resolver. It comes before what looks for annotated methods, as that would be made without it.
 *
 * @param type what resolves the caches of methods
 * @param there the resolver that was said; null for none
 * @param say says one
 * @param tagged what is said
 */
record TaggedMethods<T>(
    Class<T> type,
    Function<T, @Nullable CacheResolver> there,
    BiConsumer<T, CacheResolver> say,
    CacheResolver tagged)
    implements BeanPostProcessor, PriorityOrdered {

  @Override
  public Object postProcessAfterInitialization(Object bean, String name) {
    if (type.isInstance(bean) && there.apply(type.cast(bean)) == null) {
      say.accept(type.cast(bean), tagged);
    }
    return bean;
  }

  @Override
  public int getOrder() {
    return LOWEST_PRECEDENCE;
  }
}
