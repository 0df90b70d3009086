package org.entresol.web.servlet;

import org.entresol.web.site.Site;
import org.entresol.web.site.UndertowSite;
import org.junit.jupiter.api.Tag;

/** Answers past their time on Undertow. */
@Tag("unit")
class UndertowStaleAnswerTest extends StaleAnswerContract {
  @Override
  Site.Kind kind() {
    return UndertowSite::new;
  }
}
