package org.entresol.web.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.DispatcherType;
import java.io.File;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.spi.CachingProvider;
import org.apache.catalina.Context;
import org.apache.catalina.Wrapper;
import org.apache.catalina.startup.Tomcat;
import org.awaitility.Awaitility;
import org.entresol.EntresolCacheManager;
import org.entresol.jcache.EntresolCachingProvider;
import org.entresol.web.RouteCache;
import org.entresol.web.ServletRoutes;
import org.entresol.web.route.RoutePolicy;
import org.entresol.web.site.Answer;
import org.entresol.web.site.Client;
import org.entresol.web.site.Site;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A filter that an application has registered. */
@Tag("unit")
class RegistrationTest {
  private final CachingProvider provider = new EntresolCachingProvider();
  private final Tomcat tomcat = new Tomcat();
  private final AtomicInteger renderings = new AtomicInteger();

  @BeforeEach
  void start() throws Exception {
    RouteCache routes =
        RouteCache.builder((EntresolCacheManager) provider.getCacheManager())
            .route("/**", RoutePolicy.builder("pages", Duration.ofMinutes(5)).build())
            .build();
    tomcat.setBaseDir(new File("target/tomcat").getAbsolutePath());
    tomcat.setPort(0);
    Context context = tomcat.addContext("", null);
    context.addServletContainerInitializer(
        (classes, application) -> {
          ServletRoutes.register(routes, application);
          assertThatThrownBy(() -> ServletRoutes.register(routes, application))
              .isInstanceOf(IllegalStateException.class);
        },
        null);
    Wrapper servlet =
        Tomcat.addServlet(
            context,
            "page",
            Site.servlet(
                (request, response) -> {
                  if (request.getRequestURI().equals("/later")
                      && request.getDispatcherType() != DispatcherType.ASYNC) {
                    request.startAsync().dispatch();
                  } else {
                    response.getWriter().write("page " + renderings.incrementAndGet());
                  }
                }));
    servlet.setAsyncSupported(true);
    context.addServletMappingDecoded("/*", "page");
    tomcat.start();
  }

  @AfterEach
  void stop() throws Exception {
    tomcat.stop();
    tomcat.destroy();
    provider.close();
  }

  @Test
  void answers_atOnceOrDispatched_areKept() {
    Client client = new Client(tomcat.getConnector().getLocalPort());
    client.get("/now");
    client.get("/later");

    assertThat(client.get("/now").text()).isEqualTo("page 1");
    Answer kept = Awaitility.await().until(() -> client.get("/later"), Answer::isHit);
    assertThat(kept.text()).isEqualTo("page 2");
  }
}
