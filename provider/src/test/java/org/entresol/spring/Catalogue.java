package org.entresol.spring;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.annotation.Cacheable;

/** A bean with Spring's own annotation, synchronized: one caller for each key computes. */
class Catalogue {

  /** The text of a book, which is asked for at most once for each title. */
  @Cacheable(cacheNames = SpringCaching.BOOKS, key = "#title", sync = true)
  public @Nullable String text(String title, Callable<? extends @Nullable String> source)
      throws Exception {
    return source.call();
  }
}
