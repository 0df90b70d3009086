package org.entresol;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is said of one put, see {@link EntresolCache#put(Object, Object, PutOptions)}. Immutable.
 */
public final class PutOptions {

  /** The options of a put of which nothing is said. */
  public static final PutOptions NONE = new PutOptions(Set.of(), null);

  private final Set<String> tags;
  private final @Nullable Duration timeToLive;

  private PutOptions(Set<String> tags, @Nullable Duration timeToLive) {
    this.tags = tags;
    this.timeToLive = timeToLive;
  }

  /** A put with tags, beside those that the cache's settings give its entry. */
  public static PutOptions tags(String... tags) {
    return tags(List.of(tags));
  }

  /** A put with tags, beside those that the cache's settings give its entry. */
  public static PutOptions tags(Collection<String> tags) {
    return new PutOptions(Collections.unmodifiableSet(new LinkedHashSet<>(tags)), null);
  }

  /**
   * A put whose entry has its own time to live, see {@link #withTimeToLive}.
   *
   * @throws IllegalArgumentException if the time to live is not positive or longer than 36,500 days
   */
  public static PutOptions timeToLive(Duration length) {
    return NONE.withTimeToLive(length);
  }

  /**
   * The same of an entry with its own time to live, which begins with the put and stands in place
   * of what the expiry policy of the cache says of an entry that is created or updated; the policy
   * is not asked. What comes later is the policy's business as ever: an access or an update may
   * move the instant, or leave it.
   *
   * @param length from 1 nanosecond to 36,500 days
   * @throws IllegalArgumentException if the time to live is not positive or longer than 36,500 days
   */
  public PutOptions withTimeToLive(Duration length) {
    Timed.LIVES.check("time to live", requireNonNull(length, "time to live"));
    return new PutOptions(tags, length);
  }

  /** The tags; a set that cannot be changed. */
  public Set<String> tags() {
    return tags;
  }

  /** How long the entry lives from the put on; null where the expiry policy decides. */
  public @Nullable Duration timeToLive() {
    return timeToLive;
  }

  @Override
  public String toString() {
    return "PutOptions[tags=" + tags + ", timeToLive=" + timeToLive + "]";
  }
}
