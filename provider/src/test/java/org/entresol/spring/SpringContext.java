package org.entresol.spring;

import static java.util.Objects.requireNonNull;

import javax.cache.Cache;
import javax.cache.CacheManager;
import org.junit.jupiter.api.AfterEach;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** One application context for each test: its beans are new, and its caches empty. */
abstract class SpringContext {

  final AnnotationConfigApplicationContext context =
      new AnnotationConfigApplicationContext(SpringCaching.class);
  final CacheManager manager = context.getBean(CacheManager.class);
  final Cache<Object, Object> books = jcache(SpringCaching.BOOKS);

  final Cache<Object, Object> jcache(String name) {
    return requireNonNull(manager.getCache(name));
  }

  @AfterEach
  void closeContext() {
    context.close();
  }
}
