package org.entresol.web;

import jakarta.servlet.ServletRequest;
import java.util.Collection;
import java.util.List;
import org.entresol.web.render.SaidTags;

/** For handlers: says by which tags the answer that they render can be purged. Thread-safe. */
public final class CacheTags {
  private CacheTags() {}

  /**
   * Adds tags to the answer that is being rendered for a request, beside those of the route and
   * those in the fields of the answer; without effect where the answer is not to be kept. An answer
   * with more than 64 tags, or one of more than 1,000 characters, is not kept.
   *
   * @param request the request as the handler was given it
   * @param tags the tags, none of them null
   */
  public static void add(ServletRequest request, String... tags) {
    add(request, List.of(tags));
  }

  /** Adds {@linkplain #add(ServletRequest, String...) tags}. */
  public static void add(ServletRequest request, Collection<String> tags) {
    SaidTags.add(request.getAttribute(SaidTags.ATTRIBUTE), List.copyOf(tags));
  }
}
