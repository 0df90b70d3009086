package org.entresol.web.servlet;

import org.entresol.web.site.Site;
import org.entresol.web.site.TomcatSite;
import org.junit.jupiter.api.Tag;

/** What takes the place of asynchronous answers that fail, on Tomcat. */
@Tag("unit")
class TomcatAsynchronousStaleTest extends AsynchronousStaleContract {
  @Override
  Site.Kind kind() {
    return TomcatSite::new;
  }
}
