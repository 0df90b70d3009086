package org.entresol.web.servlet;

import org.entresol.web.site.Site;
import org.entresol.web.site.UndertowSite;
import org.junit.jupiter.api.Tag;

/** Validation on Undertow. */
@Tag("unit")
class UndertowValidationTest extends ValidationContract {
  @Override
  Site.Kind kind() {
    return UndertowSite::new;
  }
}
