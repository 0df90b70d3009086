package org.entresol.web.servlet;

import org.entresol.web.site.Site;
import org.entresol.web.site.UndertowSite;
import org.junit.jupiter.api.Tag;

/** What takes the place of asynchronous answers that fail, on Undertow. */
@Tag("unit")
class UndertowAsynchronousStaleTest extends AsynchronousStaleContract {
  @Override
  Site.Kind kind() {
    return UndertowSite::new;
  }
}
