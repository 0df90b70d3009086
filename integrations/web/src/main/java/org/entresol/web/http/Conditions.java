package org.entresol.web.http;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Whether a client has what is kept already, wholly or in part (RFC 9110, 13). Stateless. */
public final class Conditions {

  private Conditions() {}

  /** Whether a client that says this has the representation that has these validators. */
  public static boolean isNotModified(Headers request, Headers kept) {
    String tags = request.joined("If-None-Match");
    if (tags != null) {
      return EntityTag.matchesAny(tags, kept.first("ETag"));
    }
    Instant since = HttpDate.parse(request.joined("If-Modified-Since"));
    Instant modified = HttpDate.parse(kept.first("Last-Modified"));
    return since != null && modified != null && !modified.isAfter(since);
  }

  /**
   * The range that is to be given of a content that is kept.
   *
   * @return null where the whole is to be given
   */
  public static @Nullable ByteRange range(Headers request, Headers kept, int length) {
    String condition = request.joined("If-Range");
    boolean same =
        condition == null
            || (EntityTag.isStrong(condition) && condition.equals(kept.first("ETag")))
            || isSameDate(HttpDate.parse(condition), HttpDate.parse(kept.first("Last-Modified")));
    return same ? ByteRange.of(request.joined("Range"), length) : null;
  }

  private static boolean isSameDate(@Nullable Instant said, @Nullable Instant modified) {
    return said != null && said.equals(modified);
  }
}
