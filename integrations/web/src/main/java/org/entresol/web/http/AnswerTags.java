package org.entresol.web.http;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The tags that fields say: {@code Cache-Tag}, whose members are parted by commas, and {@code
 * Surrogate-Key}, whose members are parted by blanks. Stateless.
 */
public final class AnswerTags {
  /** The field with commas. */
  public static final String CACHE_TAG = "Cache-Tag";

  private static final String SURROGATE_KEY = "Surrogate-Key";

  /** As many as an entry may have. */
  private static final int MOST = 64;

  private static final int LONGEST = 1_000;

  private AnswerTags() {}

  /** The tags that the fields of an answer say, as they are spelled. */
  public static Set<String> of(Headers answer) {
    Set<String> tags = new LinkedHashSet<>();
    answer.forEach(
        (name, value) -> {
          if (isField(name)) {
            String parting = name.equalsIgnoreCase(CACHE_TAG) ? "," : "\\s+";
            for (String tag : value.split(parting, -1)) {
              if (!tag.isBlank()) {
                tags.add(tag.strip());
              }
            }
          }
        });
    return tags;
  }

  /** Whether tags are few and short enough for one entry, or one purge. */
  public static boolean areAllowed(Collection<String> tags) {
    return tags.size() <= MOST && tags.stream().allMatch(tag -> tag.length() <= LONGEST);
  }

  /** Whether a field says tags. */
  public static boolean isField(String name) {
    return name.equalsIgnoreCase(CACHE_TAG) || name.equalsIgnoreCase(SURROGATE_KEY);
  }
}
