package org.entresol.engine.load;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.Consumer;
import javax.cache.integration.CacheLoaderException;
import javax.cache.integration.CompletionListener;
import org.jspecify.annotations.Nullable;

/** The telling of the end of {@link javax.cache.Cache#loadAll}. Stateless. */
final class Completion {

  private static final Logger LOG = System.getLogger(Completion.class.getName());

  private Completion() {}

  /**
   * Works, and tells a listener how it ended.
   *
   * @param listener the listener, or null
   */
  static void tell(@Nullable CompletionListener listener, Runnable work) {
    try {
      work.run();
      tell(listener, CompletionListener::onCompletion);
    } catch (Exception e) {
      tell(listener, (CompletionListener told) -> told.onException(e));
    } catch (Error e) {
      CacheLoaderException failure = new CacheLoaderException("loadAll failed", e);
      tell(listener, (CompletionListener told) -> told.onException(failure));
      throw e;
    }
  }

  private static void tell(
      @Nullable CompletionListener listener, Consumer<CompletionListener> message) {
    if (listener != null) {
      try {
        message.accept(listener);
      } catch (RuntimeException e) {
        LOG.log(Level.WARNING, "The completion listener of loadAll failed", e);
      }
    }
  }
}
