package org.entresol.hibernate;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.hibernate.SessionFactory;
import org.hibernate.SessionFactoryObserver;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.spi.BootstrapContext;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.integrator.spi.Integrator;
import org.hibernate.service.spi.SessionFactoryServiceRegistry;

/**
 * The session factories that are open in this JVM. Hibernate finds this by the service loader, and
 * the file of a manager names a {@link HibernateChangeMapper} by its class alone: neither can be
 * given the other, so they meet here. Thread-safe.
 */
public final class SessionFactories implements Integrator {
  private static final List<SessionFactoryImplementor> OPEN = new CopyOnWriteArrayList<>();

  /** The way that Hibernate finds. */
  public SessionFactories() {}

  static List<SessionFactoryImplementor> open() {
    return List.copyOf(OPEN);
  }

  /** Adds a factory as soon as it knows its entities. */
  @Override
  public void integrate(
      Metadata metadata, BootstrapContext context, SessionFactoryImplementor factory) {
    factory.addObserver(new Opening());
  }

  @Override
  public void disintegrate(
      SessionFactoryImplementor factory, SessionFactoryServiceRegistry registry) {
    OPEN.remove(factory);
  }

  private static final class Opening implements SessionFactoryObserver {
    private static final long serialVersionUID = 1L;

    @Override
    public void sessionFactoryCreated(SessionFactory factory) {
      OPEN.add((SessionFactoryImplementor) factory);
    }

    @Override
    public void sessionFactoryClosed(SessionFactory factory) {
      OPEN.remove(factory);
    }
  }
}
