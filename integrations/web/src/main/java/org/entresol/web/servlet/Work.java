package org.entresol.web.servlet;

import jakarta.servlet.http.HttpSession;
import org.entresol.web.render.Rendered;
import org.entresol.web.render.SaidTags;
import org.entresol.web.render.Watch;
import org.entresol.web.store.StoredAnswer;
import org.jspecify.annotations.Nullable;

/**
 * What is rendered, by what, what is against keeping it, and the tags that its handler says.
 *
 * @param asked what the handler is asked about; null where it is asked nothing
 * @param before the session that there was before, or null
 */
record Work(
    Watch watch,
    WatchedRequest request,
    CapturedResponse response,
    SaidTags tags,
    @Nullable StoredAnswer asked,
    @Nullable HttpSession before) {

  /** All of it, once it is complete. */
  Rendered rendered() {
    byte[] content = response.content();
    return new Rendered(
        response.said(),
        request.varied(response.headers()),
        content,
        tags.all(),
        asked,
        response.isValidated());
  }
}
