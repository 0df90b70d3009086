package org.entresol.web.servlet;

import org.entresol.web.site.JettySite;
import org.entresol.web.site.Site;
import org.junit.jupiter.api.Tag;

/** What takes the place of asynchronous answers that fail, on Jetty. */
@Tag("unit")
class JettyAsynchronousStaleTest extends AsynchronousStaleContract {
  @Override
  Site.Kind kind() {
    return JettySite::new;
  }
}
