package org.entresol.engine;

import static java.util.stream.Collectors.joining;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import javax.cache.CacheException;
import org.entresol.TagExtractor;
import org.entresol.Tagged;
import org.entresol.store.Tags;
import org.entresol.tier.TagHash;
import org.jspecify.annotations.Nullable;

/**
 * The tags of the entries of one cache: what an extractor of the user's, the segments of keys,
 * values themselves and options of single puts say. Thread-safe.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public final class Tagging<K, V> {

  private final @Nullable TagExtractor<? super K, ? super V> extractor;
  private final @Nullable String separator;

  /**
   * Creates the tagging of one cache.
   *
   * @param extractor says tags; null for nobody
   * @param separator what lies between the segments of a key, each beginning of which is a tag;
   *     null for no such tags
   */
  public Tagging(
      @Nullable TagExtractor<? super K, ? super V> extractor, @Nullable String separator) {
    this.extractor = extractor;
    this.separator = separator;
  }

  /**
   * The tags of an entry that is to be stored; null for none.
   *
   * @param said what its put says of them
   * @throws CacheException if there are too many
   */
  @Nullable Tags of(K key, V value, Collection<String> said) {
    Set<String> tags = new LinkedHashSet<>(said);
    if (extractor != null) {
      tags.addAll(extractor.tags(key, value));
    }
    if (value instanceof Tagged tagged) {
      tags.addAll(tagged.tags());
    }
    if (separator != null) {
      addSegments(tags, key.toString(), separator);
    }
    if (tags.isEmpty()) {
      return null;
    }
    return new Tags(hashes(tags));
  }

  /**
   * All that comes before a separator is a tag: of {@code a:b:c} those are a and a:b. Of more than
   * there is room for the longest are left out.
   */
  private static void addSegments(Set<String> tags, String key, String separator) {
    int end = key.indexOf(separator);
    while (end >= 0 && tags.size() < TagHash.MOST) {
      tags.add(key.substring(0, end));
      end = key.indexOf(separator, end + separator.length());
    }
  }

  /**
   * The hashes of some tags.
   *
   * @throws CacheException if there are too many
   */
  public static long[] hashes(Collection<String> tags) {
    Set<String> distinct = new LinkedHashSet<>(tags);
    if (distinct.size() > TagHash.MOST) {
      throw new CacheException(
          "%d tags at once are not allowed: %s …; allowed: at most %d"
              .formatted(
                  distinct.size(),
                  distinct.stream().limit(3).collect(joining(", ")),
                  TagHash.MOST));
    }
    return distinct.stream().mapToLong(TagHash::of).toArray();
  }
}
