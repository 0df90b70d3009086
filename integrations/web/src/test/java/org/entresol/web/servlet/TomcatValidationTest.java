package org.entresol.web.servlet;

import org.entresol.web.site.Site;
import org.entresol.web.site.TomcatSite;
import org.junit.jupiter.api.Tag;

/** Validation on Tomcat. */
@Tag("unit")
class TomcatValidationTest extends ValidationContract {
  @Override
  Site.Kind kind() {
    return TomcatSite::new;
  }
}
