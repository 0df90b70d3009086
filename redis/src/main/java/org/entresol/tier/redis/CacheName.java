package org.entresol.tier.redis;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What tells a cache from all others in one Redis. Immutable.
 *
 * @param namespace the first part of the names of all that lies there
 * @param cache the name of the cache
 * @param version the version of what it holds, if it has one
 */
public record CacheName(String namespace, String cache, OptionalInt version) {

  private static final String NAMESPACE = "(?<namespace>[A-Za-z0-9._-]+)";
  private static final String ESCAPED = "(?<cache>[^:{}]*?)(%v(?<version>\\d{1,9}))?";
  private static final Pattern VERSIONED = Pattern.compile("(.*)%v(\\d{1,9})", Pattern.DOTALL);
  private static final Pattern RECORD = Pattern.compile(NAMESPACE + ":" + ESCAPED);
  private static final Pattern PART =
      Pattern.compile(NAMESPACE + ":\\{" + ESCAPED + ":\\d{1,5}}:(?<rest>.*)", Pattern.DOTALL);

  /** Something that lies in a partition of a cache, by its name in Redis. */
  record Part(CacheName of, String rest) {

    /** Whether it is an entry, by its name. */
    boolean isEntry() {
      return rest.startsWith("e:");
    }
  }

  /**
   * The cache that people call so, with its version behind a per cent sign if it has one.
   *
   * @param named what {@link #toString} says
   */
  public static CacheName of(String namespace, String named) {
    Matcher versioned = VERSIONED.matcher(named);
    return versioned.matches()
        ? new CacheName(
            namespace, versioned.group(1), OptionalInt.of(Integer.parseInt(versioned.group(2))))
        : new CacheName(namespace, named, OptionalInt.empty());
  }

  /** The cache that a name in Redis would be the record of; null where it is of no cache. */
  static @Nullable CacheName ofRecord(String name) {
    Matcher found = RECORD.matcher(name);
    return found.matches() ? of(found) : null;
  }

  /** What a name in Redis stands for in a partition of a cache; null where it is of no cache. */
  static @Nullable Part ofPart(String name) {
    Matcher found = PART.matcher(name);
    return found.matches() ? new Part(of(found), found.group("rest")) : null;
  }

  private static CacheName of(Matcher found) {
    String version = found.group("version");
    return new CacheName(
        found.group("namespace"),
        KeySpace.unescape(found.group("cache")),
        version == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(version)));
  }

  /** The name of its record in Redis. */
  public String record() {
    return KeySpace.record(namespace, cache, version);
  }

  /** The name of the cache, with its version behind a per cent sign if it has one. */
  @Override
  public String toString() {
    return version.isPresent() ? cache + "%v" + version.getAsInt() : cache;
  }
}
