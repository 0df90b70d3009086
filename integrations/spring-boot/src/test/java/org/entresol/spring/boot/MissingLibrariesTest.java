package org.entresol.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the starter does in an application that has not all the libraries which it can go with. */
@Tag("unit")
final class MissingLibrariesTest {
  private final List<Object> done = new ArrayList<>();

  /** Loads the starter anew, without some libraries. */
  private static final class Without extends ClassLoader {
    private final String missing;

    Without(String missing) {
      super(MissingLibrariesTest.class.getClassLoader());
      this.missing = missing;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith(missing)) {
        throw new ClassNotFoundException(name);
      }
      if (!name.startsWith(Transactions.class.getPackageName())) {
        return super.loadClass(name, resolve);
      }
      Class<?> known = findLoadedClass(name);
      return known == null ? defined(name) : known;
    }

    private Class<?> defined(String name) throws ClassNotFoundException {
      try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
        if (in == null) {
          throw new ClassNotFoundException(name);
        }
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }

    Method method(Class<?> type, String name, Class<?>... parameters)
        throws ReflectiveOperationException {
      Method method = loadClass(type.getName()).getDeclaredMethod(name, parameters);
      method.setAccessible(true);
      return method;
    }
  }

  @Test
  void eviction_withoutTransactions_isDoneAtOnce() throws ReflectiveOperationException {
    Method afterCommit =
        new Without("org.springframework.transaction.")
            .method(Transactions.class, "afterCommit", Runnable.class);
    Runnable task = () -> done.add("evicted");

    call(afterCommit, task);

    assertThat(done).containsExactly("evicted");
  }

  @Test
  void result_withoutReactor_isWhatTheMethodReturns() throws ReflectiveOperationException {
    Method then =
        new Without("reactor.")
            .method(LaterResults.class, "then", Object.class, Consumer.class, Supplier.class);
    Consumer<Object> task = done::add;
    Supplier<Executor> waiting = () -> Runnable::run;

    assertThat(call(then, "result", task, waiting)).isEqualTo("result");
    assertThat(done).containsExactly("result");
  }

  private static Object call(Method method, Object... arguments)
      throws ReflectiveOperationException {
    try {
      return method.invoke(null, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e;
    }
  }
}
