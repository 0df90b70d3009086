package org.entresol.web.render;

import java.time.Instant;
import org.entresol.web.http.Freshness;
import org.entresol.web.http.Refusal;
import org.entresol.web.render.Shelf.Found;
import org.entresol.web.store.StoredAnswer;
import org.jspecify.annotations.Nullable;

/** What is done for a request with what was found. */
public sealed interface Choice {

  /**
   * It is given what is kept.
   *
   * @param anew whether it is past its time, and made anew then
   */
  record Give(StoredAnswer answer, boolean anew) implements Choice {}

  /** The application answers by itself. */
  record Pass(Refusal why) implements Choice {}

  /**
   * It is rendered, by the request or another.
   *
   * @param fallback what is given if that fails, or null
   */
  record Render(@Nullable StoredAnswer fallback) implements Choice {}

  /**
   * What is to be done.
   *
   * @param contentless whether only the head is asked for
   */
  static Choice of(Found found, boolean contentless, Instant now) {
    StoredAnswer answer = found.value();
    Freshness freshness = answer == null ? null : answer.freshness();
    if (answer != null && freshness != null && freshness.outlivesRevalidation(now)) {
      return new Give(answer, !freshness.isFresh(now));
    }
    if (found.remembered()) {
      return new Pass(Refusal.REMEMBERED);
    }
    if (contentless) {
      // Nobody can make the content of it.
      return new Pass(Refusal.METHOD);
    }
    boolean outlives = freshness != null && freshness.outlivesErrors(now);
    return new Render(outlives ? answer : null);
  }
}
