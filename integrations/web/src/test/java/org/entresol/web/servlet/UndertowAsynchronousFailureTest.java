package org.entresol.web.servlet;

import org.entresol.web.site.Site;
import org.entresol.web.site.UndertowSite;
import org.junit.jupiter.api.Tag;

/** Failures of asynchronous answers on Undertow. */
@Tag("unit")
class UndertowAsynchronousFailureTest extends AsynchronousFailureContract {
  @Override
  Site.Kind kind() {
    return UndertowSite::new;
  }
}
