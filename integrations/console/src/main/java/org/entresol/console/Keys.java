package org.entresol.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.entresol.codec.AllowedClasses;
import org.entresol.codec.CodecException;
import org.entresol.codec.KeyCodec;
import org.entresol.codec.key.CanonicalKeys;
import org.entresol.store.KeyPattern;
import org.entresol.tier.redis.SurveyedCache;

/**
 * The keys that a text may mean, whatever the type of a cache's keys, which Redis does not tell.
 */
final class Keys {

  /** What marks numbers and UUIDs; a text has the first of all. */
  private static final List<String> MARKS = List.of("i:", "l:", "h:", "u:");

  private static final KeyCodec<Object> CODEC =
      new CanonicalKeys<>(
          ClassLoader.getPlatformClassLoader(), AllowedClasses.of(List.of(), List.of()), Set.of());

  private Keys() {}

  /**
   * The keys that a text may mean: one that is written as in Redis ({@code i:42}), the text itself,
   * and a number or UUID that it reads like.
   */
  static List<byte[]> of(SurveyedCache cache, String text) {
    List<byte[]> keys = new ArrayList<>();
    byte[] written = cache.key(text);
    if (written != null && isKey(written)) {
      keys.add(written);
    }
    if (!text.isEmpty()) {
      keys.add(CODEC.encode(text));
    }
    for (String mark : MARKS) {
      byte[] marked = (mark + text).getBytes(UTF_8);
      if (!text.isEmpty() && isCanonical(marked)) {
        keys.add(marked);
      }
    }
    return keys;
  }

  /** What only a class of the application can tell is let pass. */
  private static boolean isKey(byte[] written) {
    boolean ofClass = written[0] == 'e' || written[0] == 'k';
    return written[1] == ':' && (ofClass || isCanonical(written));
  }

  /** Whether a key of the JDK's types looks like a pattern; one of an application never does. */
  static boolean fits(KeyPattern pattern, byte[] key) {
    try {
      return pattern.fits(CODEC.decode(key));
    } catch (CodecException e) {
      return false;
    }
  }

  private static boolean isCanonical(byte[] bytes) {
    try {
      return Arrays.equals(CODEC.encode(CODEC.decode(bytes)), bytes);
    } catch (CodecException e) {
      return false;
    }
  }
}
