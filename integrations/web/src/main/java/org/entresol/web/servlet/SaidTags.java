package org.entresol.web.servlet;

import jakarta.servlet.ServletRequest;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/** The tags that a handler says of the answer that it renders. Thread-safe. */
public final class SaidTags {
  private static final String ATTRIBUTE = SaidTags.class.getName();

  /** More than any answer may have; what goes beyond is as good as one more. */
  private static final int MOST = 100;

  private final Set<String> tags = new LinkedHashSet<>();

  SaidTags() {}

  /** Takes what is said with a request from now on. */
  void listenTo(ServletRequest request) {
    request.setAttribute(ATTRIBUTE, this);
  }

  /** Nothing that is said with a request counts any more. */
  static void ignore(ServletRequest request) {
    request.removeAttribute(ATTRIBUTE);
  }

  /**
   * Says tags of the answer that is being rendered for a request; without effect where it is not to
   * be kept.
   */
  public static void add(ServletRequest request, Collection<String> tags) {
    if (request.getAttribute(ATTRIBUTE) instanceof SaidTags said) {
      said.add(tags);
    }
  }

  private synchronized void add(Collection<String> more) {
    for (String tag : more) {
      if (tags.size() < MOST) {
        tags.add(tag);
      }
    }
  }

  /** All that was said. */
  synchronized Set<String> all() {
    return Set.copyOf(tags);
  }
}
