package org.entresol.web.servlet;

import org.entresol.web.site.JettySite;
import org.entresol.web.site.Site;
import org.junit.jupiter.api.Tag;

/** The filter on Jetty. */
@Tag("unit")
class JettyAnswerTest extends AnswerContract {
  @Override
  Site.Kind kind() {
    return JettySite::new;
  }
}
