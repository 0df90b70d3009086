package org.entresol.web.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.entresol.web.site.JettySite;
import org.entresol.web.site.Shop;
import org.entresol.web.site.Site;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The filter on Jetty, which hands errors of the machine on as they are; Tomcat wraps them. */
@Tag("unit")
class JettyFailureTest extends FailureContract {
  @Override
  Site.Kind kind() {
    return JettySite::new;
  }

  @Test
  void error_ofTheMachine_isNotHiddenByTheOldAnswer() {
    AtomicInteger failure = new AtomicInteger();
    Shop shop =
        shop(
            policy -> policy.staleIfError(Duration.ofHours(1)),
            (request, response) -> {
              if (failure.get() > 0) {
                throw new LinkageError("meant to fail");
              }
              response.getWriter().write("page " + renderings);
            });
    shop.client().get(PATH);
    shop.clock().go(Duration.ofMinutes(6));
    failure.set(1);

    assertThat(shop.client().get(PATH).status()).isEqualTo(500);
  }
}
