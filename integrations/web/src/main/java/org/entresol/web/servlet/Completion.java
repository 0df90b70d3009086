package org.entresol.web.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import java.util.function.BiConsumer;
import org.entresol.web.http.Refusal;

/**
 * Told of the end of a request that goes on asynchronously, however often it begins to.
 * Thread-safe.
 *
 * @param then runs once it is complete
 * @param failed is told before that, if it takes too long or fails
 */
record Completion(Runnable then, BiConsumer<Refusal, AsyncContext> failed)
    implements AsyncListener {
  @Override
  public void onComplete(AsyncEvent event) {
    then.run();
  }

  @Override
  public void onStartAsync(AsyncEvent event) {
    // Each start begins without listeners.
    event.getAsyncContext().addListener(this);
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    failed.accept(Refusal.ASYNC, event.getAsyncContext());
  }

  @Override
  public void onError(AsyncEvent event) {
    failed.accept(Refusal.ERROR, event.getAsyncContext());
  }
}
