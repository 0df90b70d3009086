package org.entresol.web.http;

import org.jspecify.annotations.Nullable;

/** What {@code Cache-Status} says of an answer (RFC 9211). Stateless. */
public final class CacheStatus {
  private static final String NAME = "entresol";

  private CacheStatus() {}

  /**
   * It comes from the cache.
   *
   * @param left the seconds for which it is fresh still
   */
  public static String hit(long left) {
    return NAME + "; hit; ttl=" + left;
  }

  /**
   * It was rendered.
   *
   * @param stale whether there was one past its time
   * @param collapsed whether the request has waited for another's rendering before
   * @param refusal why it is not kept; null if it is
   */
  public static String rendered(boolean stale, boolean collapsed, @Nullable Refusal refusal) {
    return rendering(stale, collapsed)
        + (refusal == null ? "; stored" : "; detail=" + refusal.word());
  }

  /**
   * It is being rendered, and not known yet whether it is kept.
   *
   * @param stale whether there was one past its time
   * @param collapsed whether the request has waited for another's rendering before
   */
  public static String rendering(boolean stale, boolean collapsed) {
    return NAME + (stale ? "; fwd=stale" : "; fwd=uri-miss") + (collapsed ? "; collapsed" : "");
  }

  /**
   * The application has said that it is what it was.
   *
   * @param collapsed whether the request has waited for another's rendering before
   */
  public static String validated(boolean collapsed) {
    return NAME + "; fwd=stale; fwd-status=304" + (collapsed ? "; collapsed" : "") + "; stored";
  }

  /** The request went by the cache. */
  public static String bypassed(Refusal refusal) {
    String forward =
        switch (refusal) {
          case METHOD -> "method";
          case REQUEST -> "request";
          case REMEMBERED, UNAVAILABLE -> "miss";
          default -> "bypass";
        };
    return NAME + "; fwd=" + forward + "; detail=" + refusal.word();
  }
}
