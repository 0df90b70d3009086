package org.entresol.web.servlet;

import org.entresol.web.site.Site;
import org.entresol.web.site.TomcatSite;
import org.junit.jupiter.api.Tag;

/** Asynchronous answers on Tomcat. */
@Tag("unit")
class TomcatAsynchronousTest extends AsynchronousContract {
  @Override
  Site.Kind kind() {
    return TomcatSite::new;
  }
}
