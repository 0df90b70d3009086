package org.entresol.spring.boot;

import java.lang.reflect.Method;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.cache.Cache;
import org.springframework.cache.interceptor.CacheOperationInvocationContext;
import org.springframework.cache.interceptor.CacheResolver;
import org.springframework.cache.interceptor.SimpleCacheResolver;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.function.SingletonSupplier;

/** The caches of annotated methods, which store with the tags that {@link CacheTags} says. */
final class TaggedCaches implements CacheResolver {
  private final Supplier<CacheResolver> plain;
  private final Map<Method, Optional<TagExpressions>> known = new ConcurrentHashMap<>();

  /**
   * Caches of a manager.
   *
   * @param manager is asked for when the first method is called
   */
  TaggedCaches(Supplier<SpringCaches> manager) {
    this.plain = SingletonSupplier.of(() -> new SimpleCacheResolver(manager.get()));
  }

  @Override
  public Collection<? extends Cache> resolveCaches(CacheOperationInvocationContext<?> call) {
    Collection<? extends Cache> caches = plain.get().resolveCaches(call);
    Class<?> type = AopProxyUtils.ultimateTargetClass(call.getTarget());
    Method method = AopUtils.getMostSpecificMethod(call.getMethod(), type);
    TagExpressions tags = known.computeIfAbsent(method, TaggedCaches::said).orElse(null);
    if (tags == null) {
      return caches;
    }
    return caches.stream().map(cache -> tagged(cache, tags, call)).toList();
  }

  private static Optional<TagExpressions> said(Method method) {
    return Optional.ofNullable(AnnotatedElementUtils.findMergedAnnotation(method, CacheTags.class))
        .map(tags -> new TagExpressions("CacheTags", method, tags.value()));
  }

  private static Cache tagged(
      Cache cache, TagExpressions tags, CacheOperationInvocationContext<?> call) {
    if (!(cache instanceof SpringCache ours)) {
      return cache;
    }
    @Nullable Object[] arguments = call.getArgs();
    return ours.tagging(
        new SpringCache.Tagging(
            tags.place(), value -> tags.of(call.getTarget(), arguments, value)));
  }
}
