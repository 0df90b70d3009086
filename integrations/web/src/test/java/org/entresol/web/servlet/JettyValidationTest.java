package org.entresol.web.servlet;

import org.entresol.web.site.JettySite;
import org.entresol.web.site.Site;
import org.junit.jupiter.api.Tag;

/** Validation on Jetty. */
@Tag("unit")
class JettyValidationTest extends ValidationContract {
  @Override
  Site.Kind kind() {
    return JettySite::new;
  }
}
