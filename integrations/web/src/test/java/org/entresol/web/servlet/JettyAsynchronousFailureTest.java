package org.entresol.web.servlet;

import org.entresol.web.site.JettySite;
import org.entresol.web.site.Site;
import org.junit.jupiter.api.Tag;

/** Failures of asynchronous answers on Jetty. */
@Tag("unit")
class JettyAsynchronousFailureTest extends AsynchronousFailureContract {
  @Override
  Site.Kind kind() {
    return JettySite::new;
  }
}
