package org.entresol.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.SessionFactoryObserver;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Several session factories in one JVM. */
@Tag("unit")
class HibernateChangeMapperTest {

  private final List<SessionFactoryImplementor> asked = new ArrayList<>();

  /** A factory that fails whenever it is asked for a session. */
  private SessionFactoryImplementor failing() {
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          switch (method.getName()) {
            case "equals" -> {
              return proxy == arguments[0];
            }
            case "hashCode" -> {
              return System.identityHashCode(proxy);
            }
            case "addObserver" ->
                ((SessionFactoryObserver) arguments[0])
                    .sessionFactoryCreated((SessionFactoryImplementor) proxy);
            case "openSession" -> {
              asked.add((SessionFactoryImplementor) proxy);
              throw new IllegalStateException("away");
            }
            default -> {}
          }
          return null;
        };
    return (SessionFactoryImplementor)
        Proxy.newProxyInstance(
            SessionFactoryImplementor.class.getClassLoader(),
            new Class<?>[] {SessionFactoryImplementor.class},
            handler);
  }

  @Test
  @SuppressWarnings("NullAway") // neither is asked for
  void tableChanged_oneFactoryFails_othersHaveTheirTurn() {
    SessionFactories factories = new SessionFactories();
    SessionFactoryImplementor one = failing();
    SessionFactoryImplementor two = failing();
    factories.integrate(null, null, one);
    factories.integrate(null, null, two);

    try {
      assertThatThrownBy(() -> new HibernateChangeMapper().tableChanged("public.books"))
          .hasMessage("away");
    } finally {
      factories.disintegrate(one, null);
      factories.disintegrate(two, null);
    }

    assertThat(asked).contains(one, two);
  }
}
