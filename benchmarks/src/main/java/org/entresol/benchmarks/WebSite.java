package org.entresol.benchmarks;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.cache.spi.CachingProvider;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.entresol.EntresolCacheManager;
import org.entresol.jcache.EntresolCachingProvider;
import org.entresol.web.RouteCache;
import org.entresol.web.ServletRoutes;
import org.entresol.web.route.RoutePolicy;

/**
 * A Tomcat with two applications of one page of 2 KB: {@code /plain} gives it, and {@code /kept}
 * has the filter before it, with pages that take a while below {@code /kept/slow}. Thread-safe.
 */
final class WebSite implements AutoCloseable {
  private static final int SIZE = 2_048;
  private static final long SLOW_MILLIS = 50;

  private final CachingProvider provider = new EntresolCachingProvider();
  private final Tomcat tomcat = new Tomcat();
  private final AtomicInteger slow = new AtomicInteger();

  WebSite() throws LifecycleException {
    RouteCache routes =
        RouteCache.builder((EntresolCacheManager) provider.getCacheManager())
            .route("/**", RoutePolicy.builder("pages", Duration.ofHours(1)).build())
            .build();
    tomcat.setBaseDir(System.getProperty("java.io.tmpdir"));
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("maxKeepAliveRequests", "-1");
    context("/plain");
    add(context("/kept"), ServletRoutes.filter(routes));
    tomcat.start();
  }

  private Context context(String path) {
    Context context = tomcat.addContext(path, null);
    Tomcat.addServlet(context, "page", new Page());
    context.addServletMappingDecoded("/*", "page");
    return context;
  }

  private static void add(Context context, Filter filter) {
    FilterDef definition = new FilterDef();
    definition.setFilterName("routes");
    definition.setFilter(filter);
    context.addFilterDef(definition);
    FilterMap mapping = new FilterMap();
    mapping.setFilterName(definition.getFilterName());
    mapping.addURLPattern("/*");
    context.addFilterMap(mapping);
  }

  private final class Page extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final byte[] CONTENT = new byte[SIZE];

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      if (request.getRequestURI().contains("/slow")) {
        slow.incrementAndGet();
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(SLOW_MILLIS));
      }
      response.setContentType("application/octet-stream");
      response.setContentLength(SIZE);
      response.getOutputStream().write(CONTENT);
    }
  }

  int port() {
    return tomcat.getConnector().getLocalPort();
  }

  /** How many slow pages were rendered. */
  int rendered() {
    return slow.get();
  }

  /** The nanoseconds for which cores have worked for its answers. */
  static long worked() {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long nanos = 0;
    for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
      if (thread != null && thread.getThreadName().startsWith("http-nio")) {
        nanos += Math.max(0, threads.getThreadCpuTime(thread.getThreadId()));
      }
    }
    return nanos;
  }

  @Override
  public void close() throws LifecycleException {
    tomcat.stop();
    tomcat.destroy();
    provider.close();
  }
}
