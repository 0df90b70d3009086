package org.entresol;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What is said of one put, see {@link EntresolCache#put(Object, Object, PutOptions)}. Immutable.
 */
public final class PutOptions {

  /** The options of a put of which nothing is said. */
  public static final PutOptions NONE = new PutOptions(Set.of());

  private final Set<String> tags;

  private PutOptions(Set<String> tags) {
    this.tags = tags;
  }

  /** A put with tags, beside those that the cache's settings give its entry. */
  public static PutOptions tags(String... tags) {
    return tags(List.of(tags));
  }

  /** A put with tags, beside those that the cache's settings give its entry. */
  public static PutOptions tags(Collection<String> tags) {
    return new PutOptions(Collections.unmodifiableSet(new LinkedHashSet<>(tags)));
  }

  /** The tags; a set that cannot be changed. */
  public Set<String> tags() {
    return tags;
  }

  @Override
  public String toString() {
    return "PutOptions[tags=" + tags + "]";
  }
}
