package org.entresol.web.site;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.io.File;
import java.util.List;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;

/** A Tomcat. */
public final class TomcatSite implements Site {
  private final Tomcat tomcat = new Tomcat();

  public TomcatSite(List<Filter> filters, Page page) {
    tomcat.setBaseDir(new File("target/tomcat").getAbsolutePath());
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("maxThreads", "128");
    Context context = tomcat.addContext("", null);
    // As Tomcat 11 does unless it is told otherwise.
    ((StandardContext) context).setSuspendWrappedResponseAfterForward(true);
    int number = 0;
    for (Filter filter : filters) {
      FilterDef definition = new FilterDef();
      definition.setFilterName("filter" + number++);
      definition.setFilter(filter);
      definition.setAsyncSupported("true");
      FilterMap mapping = new FilterMap();
      mapping.setFilterName(definition.getFilterName());
      mapping.addURLPattern("/*");
      mapping.setDispatcher(DispatcherType.REQUEST.name());
      mapping.setDispatcher(DispatcherType.ASYNC.name());
      context.addFilterDef(definition);
      context.addFilterMap(mapping);
    }
    Wrapper servlet = Tomcat.addServlet(context, "page", Site.servlet(page));
    servlet.setAsyncSupported(true);
    context.addServletMappingDecoded("/*", "page");
    try {
      tomcat.start();
    } catch (LifecycleException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public int port() {
    return tomcat.getConnector().getLocalPort();
  }

  @Override
  public void close() {
    try {
      tomcat.stop();
      tomcat.destroy();
    } catch (LifecycleException e) {
      throw new IllegalStateException(e);
    }
  }
}
