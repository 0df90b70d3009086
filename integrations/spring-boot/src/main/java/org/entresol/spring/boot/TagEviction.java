package org.entresol.spring.boot;

import java.lang.reflect.Method;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.entresol.config.ConfigurationException;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.cache.Cache;
import org.springframework.core.annotation.AnnotatedElementUtils;

/** Drops what has one of the tags that {@link CacheEvictTags} says. Thread-safe. */
final class TagEviction implements MethodInterceptor {
  private final Supplier<SpringCaches> caches;
  private final Map<Method, Evicting> known = new ConcurrentHashMap<>();

  /**
   * Drops entries of the caches of a manager.
   *
   * @param caches is asked for when the first method is called
   */
  TagEviction(Supplier<SpringCaches> caches) {
    this.caches = caches;
  }

  private record Evicting(TagExpressions tags, Set<String> names) {}

  @Override
  public @Nullable Object invoke(MethodInvocation call) throws Throwable {
    Object target = call.getThis();
    Class<?> type = target == null ? call.getMethod().getDeclaringClass() : target.getClass();
    Method method = AopUtils.getMostSpecificMethod(call.getMethod(), type);
    Evicting evicting = known.computeIfAbsent(method, TagEviction::said);
    return LaterResults.then(
        call.proceed(), value -> evict(evicting, call, value), () -> caches.get().waiting());
  }

  private static Evicting said(Method method) {
    CacheEvictTags said = AnnotatedElementUtils.findMergedAnnotation(method, CacheEvictTags.class);
    if (said == null) {
      throw new IllegalStateException(method + " has lost its annotation");
    }
    return new Evicting(
        new TagExpressions("CacheEvictTags", method, said.value()),
        new LinkedHashSet<>(List.of(said.cacheNames())));
  }

  /** What a transaction has changed others can load only when it is committed. */
  private void evict(Evicting evicting, MethodInvocation call, @Nullable Object result) {
    Set<String> tags = evicting.tags.of(call.getThis(), call.getArguments(), result);
    List<SpringCache> named = evicting.names.stream().map(name -> cache(evicting, name)).toList();
    Transactions.afterCommit(() -> evict(named, tags));
  }

  /** One cache that cannot be reached keeps no other from dropping what is old. */
  private static void evict(List<SpringCache> named, Set<String> tags) {
    RuntimeException failure = null;
    for (SpringCache cache : named) {
      try {
        cache.getNativeCache().invalidateTags(tags);
      } catch (RuntimeException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private SpringCache cache(Evicting evicting, String name) {
    Cache cache = caches.get().getCache(name);
    if (!(cache instanceof SpringCache ours)) {
      throw new ConfigurationException(
          "%s: there is no cache \"%s\"; allowed: one of %s"
              .formatted(evicting.tags.place(), name, caches.get().getCacheNames()));
    }
    return ours;
  }
}
