package org.entresol.tier;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * What is kept of a tag: 64 bits of its text. Two tags of one hash are recalled together, which
 * drops more than it has to and never less. Stateless.
 */
public final class TagHash {

  /** The most tags that an entry may have. */
  public static final int MOST = 64;

  /** Those of no tags. */
  public static final long[] NONE = {};

  private TagHash() {}

  /** The hash of a text: FNV-1a over its UTF-8, mixed as MurmurHash3 ends. */
  public static long of(String tag) {
    long hash = 0xcbf29ce484222325L;
    for (byte b : tag.getBytes(UTF_8)) {
      hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
    }
    hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return hash ^ (hash >>> 33);
  }
}
