package org.entresol.web.servlet;

import org.entresol.web.site.Site;
import org.entresol.web.site.UndertowSite;
import org.junit.jupiter.api.Tag;

/** Asynchronous answers on Undertow. */
@Tag("unit")
class UndertowAsynchronousTest extends AsynchronousContract {
  @Override
  Site.Kind kind() {
    return UndertowSite::new;
  }
}
