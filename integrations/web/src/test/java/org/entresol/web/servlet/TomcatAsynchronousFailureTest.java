package org.entresol.web.servlet;

import org.entresol.web.site.Site;
import org.entresol.web.site.TomcatSite;
import org.junit.jupiter.api.Tag;

/** Failures of asynchronous answers on Tomcat. */
@Tag("unit")
class TomcatAsynchronousFailureTest extends AsynchronousFailureContract {
  @Override
  Site.Kind kind() {
    return TomcatSite::new;
  }
}
