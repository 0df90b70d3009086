package org.entresol.web.servlet;

import org.entresol.web.site.JettySite;
import org.entresol.web.site.Site;
import org.junit.jupiter.api.Tag;

/** Answers past their time on Jetty. */
@Tag("unit")
class JettyStaleAnswerTest extends StaleAnswerContract {
  @Override
  Site.Kind kind() {
    return JettySite::new;
  }
}
