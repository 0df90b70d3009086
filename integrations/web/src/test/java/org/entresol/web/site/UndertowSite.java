package org.entresol.web.site;

import io.undertow.Undertow;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.api.FilterInfo;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import java.net.InetSocketAddress;
import java.util.List;

/** An Undertow. */
public final class UndertowSite implements Site {
  private final DeploymentManager deployment;
  private final Undertow server;

  public UndertowSite(List<Filter> filters, Page page) {
    HttpServlet servlet = Site.servlet(page);
    DeploymentInfo info =
        Servlets.deployment()
            .setClassLoader(UndertowSite.class.getClassLoader())
            .setContextPath("/")
            .setDeploymentName("site")
            .addServlet(
                Servlets.servlet(
                        "page", servlet.getClass(), new ImmediateInstanceFactory<>(servlet))
                    .addMapping("/*")
                    .setAsyncSupported(true));
    for (int i = 0; i < filters.size(); i++) {
      Filter filter = filters.get(i);
      info.addFilter(
          new FilterInfo("filter" + i, filter.getClass(), new ImmediateInstanceFactory<>(filter))
              .setAsyncSupported(true));
      info.addFilterUrlMapping("filter" + i, "/*", DispatcherType.REQUEST);
      info.addFilterUrlMapping("filter" + i, "/*", DispatcherType.ASYNC);
    }
    deployment = Servlets.defaultContainer().addDeployment(info);
    deployment.deploy();
    try {
      server =
          Undertow.builder()
              .addHttpListener(0, "localhost")
              .setWorkerThreads(128)
              .setHandler(deployment.start())
              .build();
    } catch (ServletException e) {
      throw new IllegalStateException(e);
    }
    server.start();
  }

  @Override
  public int port() {
    return ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
  }

  @Override
  public void close() {
    server.stop();
    deployment.undeploy();
  }
}
