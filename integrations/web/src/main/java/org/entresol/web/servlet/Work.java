package org.entresol.web.servlet;

import jakarta.servlet.http.HttpSession;
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
    @Nullable HttpSession before) {}
