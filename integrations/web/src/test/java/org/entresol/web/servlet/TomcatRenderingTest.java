package org.entresol.web.servlet;

import org.entresol.web.site.Site;
import org.entresol.web.site.TomcatSite;
import org.junit.jupiter.api.Tag;

/** Renderings on Tomcat. */
@Tag("unit")
class TomcatRenderingTest extends RenderingContract {
  @Override
  Site.Kind kind() {
    return TomcatSite::new;
  }
}
