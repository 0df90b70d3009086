package org.entresol.web.servlet;

import org.entresol.web.site.JettySite;
import org.entresol.web.site.Site;
import org.junit.jupiter.api.Tag;

/** Asynchronous answers on Jetty. */
@Tag("unit")
class JettyAsynchronousTest extends AsynchronousContract {
  @Override
  Site.Kind kind() {
    return JettySite::new;
  }
}
