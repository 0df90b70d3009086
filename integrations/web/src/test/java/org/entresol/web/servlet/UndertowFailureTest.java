package org.entresol.web.servlet;

import org.entresol.web.site.Site;
import org.entresol.web.site.UndertowSite;
import org.junit.jupiter.api.Tag;

/** The filter on Undertow. */
@Tag("unit")
class UndertowFailureTest extends FailureContract {
  @Override
  Site.Kind kind() {
    return UndertowSite::new;
  }
}
