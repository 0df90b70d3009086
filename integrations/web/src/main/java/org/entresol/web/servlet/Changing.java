package org.entresol.web.servlet;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.entresol.web.render.Changes;
import org.entresol.web.render.Changes.Change;

/** The requests that may change something, and when it is known whether they have. Stateless. */
final class Changing {
  private static final Logger LOG = System.getLogger(Changing.class.getName());

  private Changing() {}

  /** Drops what a request has changed, as soon as it is answered: perhaps by and by. */
  static void onceAnswered(
      HttpServletRequest request, HttpServletResponse response, Changes changes) {
    try {
      if (request.isAsyncStarted()) {
        request
            .getAsyncContext()
            .addListener(
                new Completion(() -> after(request, response, changes), (why, context) -> {}));
        return;
      }
    } catch (IllegalStateException e) {
      LOG.log(Level.DEBUG, "It was complete before it could be listened to", e);
    }
    after(request, response, changes);
  }

  private static void after(
      HttpServletRequest request, HttpServletResponse response, Changes changes) {
    changes.after(
        new Change(
            request.getContextPath(),
            counting -> Asked.address(request, counting),
            response.getStatus(),
            response::getHeader));
  }
}
