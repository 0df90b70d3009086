package org.entresol.web.servlet;

import org.entresol.web.site.Site;
import org.entresol.web.site.TomcatSite;
import org.junit.jupiter.api.Tag;

/** The filter on Tomcat. */
@Tag("unit")
class TomcatAnswerTest extends AnswerContract {
  @Override
  Site.Kind kind() {
    return TomcatSite::new;
  }
}
