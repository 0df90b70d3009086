package org.entresol.web.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.entresol.web.http.Headers;
import org.entresol.web.render.Watch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What becomes of a rendering whose client is gone when its handler begins to go on. */
@Tag("unit")
class ContinuationTest {
  private final HttpServletRequest request = fake(HttpServletRequest.class, (m, a) -> null);
  private final List<AsyncListener> listeners = new ArrayList<>();

  @FunctionalInterface
  private interface Answering {
    @Nullable Object answer(Method method, Object[] arguments) throws Throwable;
  }

  private static <T> T fake(Class<T> type, Answering answering) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              Object answer = answering.answer(method, arguments);
              return method.getReturnType() == boolean.class ? false : answer;
            }));
  }

  private AsyncContext context() {
    return fake(
        AsyncContext.class,
        (method, arguments) -> {
          if (method.getName().equals("addListener")) {
            listeners.add((AsyncListener) arguments[0]);
          }
          return method.getName().equals("getRequest") ? request : null;
        });
  }

  @Test
  void begin_clientThatIsGone_isToldOfTheEnd() throws IOException {
    HttpServletResponse client =
        fake(
            HttpServletResponse.class,
            (method, arguments) -> {
              if (method.getName().equals("getOutputStream")) {
                throw new IOException("The client is gone");
              }
              return null;
            });
    Watch watch = new Watch(refusal -> {});
    CapturedResponse response = new CapturedResponse(client, request, 100, watch, false);
    response.getOutputStream().write(1);
    AtomicInteger completed = new AtomicInteger();
    Continuation continuation =
        new Continuation(watch, response, Headers.NONE, null, completed::incrementAndGet);

    AsyncContext context = context();
    assertThatThrownBy(() -> continuation.begin(context)).isInstanceOf(UncheckedIOException.class);
    for (AsyncListener listener : listeners) {
      listener.onComplete(new AsyncEvent(context));
    }

    assertThat(completed).hasValue(1);
  }
}
