package org.entresol.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.entresol.tier.Glob;
import org.entresol.tier.KeyBatches;
import org.jspecify.annotations.Nullable;

/**
 * What the keys look like that something is done to: texts, whole numbers and UUIDs are told by
 * their text, of which a {@code *} stands for any part. Keys of other types look like nothing.
 * Immutable.
 */
public final class KeyPattern {

  /** The most wildcards of one pattern: to look for each takes time. */
  public static final int MOST_WILDCARDS = 8;

  private static final Set<Class<?>> READABLE =
      Set.of(
          String.class,
          Integer.class,
          Long.class,
          Short.class,
          Byte.class,
          BigInteger.class,
          UUID.class);

  /** What a tier may have escaped in a key, with all that follows. */
  private static final Pattern FROM_ESCAPES = Pattern.compile("[%\\p{Cs}].*", Pattern.DOTALL);

  private static final int BATCH = 500;

  private final Glob glob;

  private KeyPattern(Glob glob) {
    this.glob = glob;
  }

  /**
   * The pattern of a text, for keys of a type.
   *
   * @throws IllegalArgumentException if no keys of that type are told by their text, or the pattern
   *     has too many wildcards
   */
  public static KeyPattern of(String text, Class<?> keys) {
    if (READABLE.stream().noneMatch(keys::isAssignableFrom)) {
      throw new IllegalArgumentException(
          "The pattern '%s' cannot fit keys that are %s; allowed: keys that are texts, whole numbers or UUIDs"
              .formatted(text, keys.getName()));
    }
    Glob glob = Glob.of(text);
    long wildcards = glob.text().chars().filter(c -> c == '*').count();
    if (wildcards > MOST_WILDCARDS) {
      throw new IllegalArgumentException(
          "The pattern '%s' has %d wildcards; allowed: at most %d"
              .formatted(text, wildcards, MOST_WILDCARDS));
    }
    return new KeyPattern(glob);
  }

  /**
   * What the bytes of such keys look like in a tier: others may look like it as well. In keys with
   * half a surrogate pair that is escaped, and so is each per cent sign.
   */
  public Glob inTier() {
    return Glob.of("*:" + FROM_ESCAPES.matcher(glob.text()).replaceFirst("*"));
  }

  /** Whether a key looks like it. */
  public boolean fits(Object key) {
    return READABLE.contains(key.getClass()) && glob.fits(key.toString().getBytes(UTF_8));
  }

  /** Those of some keys that look like it, in batches of which none is empty. */
  public <K> Iterator<List<K>> among(Iterator<K> keys) {
    return new KeyBatches<>() {
      @Override
      protected @Nullable List<K> more() {
        if (!keys.hasNext()) {
          return null;
        }
        List<K> fitting = new ArrayList<>();
        while (fitting.size() < BATCH && keys.hasNext()) {
          K key = keys.next();
          if (fits(key)) {
            fitting.add(key);
          }
        }
        return fitting;
      }
    };
  }

  @Override
  public String toString() {
    return glob.text();
  }
}
