package org.entresol.web.render;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tags that a handler says of the answer that it renders. Thread-safe. */
public final class SaidTags {
  /** The attribute of a request by which its handler finds it. */
  public static final String ATTRIBUTE = SaidTags.class.getName();

  /** More than any answer may have; what goes beyond is as good as one more. */
  private static final int MOST = 100;

  private final Set<String> tags = new LinkedHashSet<>();

  /**
   * Says tags of the answer that is being rendered for a request; without effect where it is not to
   * be kept.
   *
   * @param attribute what the request has for an {@link #ATTRIBUTE}
   */
  public static void add(@Nullable Object attribute, Collection<String> tags) {
    if (attribute instanceof SaidTags said) {
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
  public synchronized Set<String> all() {
    return Set.copyOf(tags);
  }
}
