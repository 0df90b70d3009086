package org.entresol.web.servlet;

import org.entresol.web.site.JettySite;
import org.entresol.web.site.Site;
import org.junit.jupiter.api.Tag;

/** Renderings on Jetty. */
@Tag("unit")
class JettyRenderingTest extends RenderingContract {
  @Override
  Site.Kind kind() {
    return JettySite::new;
  }
}
