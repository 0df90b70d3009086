package org.entresol.console;

import static java.util.stream.Collectors.toSet;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.entresol.codec.envelope.SealedText;
import org.entresol.tier.ByteQueue;
import org.entresol.tier.DeadWrite;
import org.entresol.tier.redis.SurveyedCache;

/** The writes of a cache that were given up. One thread's. */
final class DeadLetters {

  private final SurveyedCache cache;

  DeadLetters(SurveyedCache cache) {
    this.cache = cache;
  }

  /**
   * What became of letters.
   *
   * @param changed the keys of those that were made pending again, or dropped
   * @param left what was asked for of which there was none
   */
  record Done(List<String> changed, List<String> left) {

    /** Its fields for JSON. */
    Map<String, Object> document(String what) {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put(what, changed);
      document.put("left", left);
      return document;
    }
  }

  /** The letters of some keys; if none is said, the first ones. */
  List<DeadWrite> some(List<String> keys, int limit) {
    if (keys.isEmpty()) {
      return cache.dead(limit);
    }
    Set<String> meant =
        keys.stream()
            .flatMap(key -> Keys.of(cache, key).stream())
            .map(cache::written)
            .collect(toSet());
    return cache.dead(Limits.MOST).stream()
        .filter(letter -> meant.contains(cache.written(letter.write().key())))
        .limit(limit)
        .toList();
  }

  /** The keys of the letters that are meant, by what each is called. */
  Map<String, List<byte[]>> wanted(List<String> keys, int limit) {
    Map<String, List<byte[]>> wanted = new LinkedHashMap<>();
    if (keys.isEmpty()) {
      cache.dead(limit).stream()
          .map(letter -> letter.write().key())
          .forEach(key -> wanted.put(cache.written(key), List.of(key)));
    }
    keys.forEach(key -> wanted.put(key, Keys.of(cache, key)));
    return wanted;
  }

  /** Makes letters pending again. */
  Done replay(Map<String, List<byte[]>> wanted) {
    ByteQueue queue = cache.tier().queue();
    return done(wanted, queue::replay);
  }

  /** Drops letters: the source never gets them. */
  Done drop(Map<String, List<byte[]>> wanted) {
    ByteQueue queue = cache.tier().queue();
    return done(wanted, key -> queue.drop(key) != null);
  }

  private Done done(Map<String, List<byte[]>> wanted, Predicate<byte[]> act) {
    List<String> changed = new ArrayList<>();
    List<String> left = new ArrayList<>();
    wanted.forEach(
        (name, keys) -> {
          List<String> made = keys.stream().filter(act).map(cache::written).toList();
          changed.addAll(made);
          left.addAll(made.isEmpty() ? List.of(name) : List.of());
        });
    return new Done(changed, left);
  }

  /** The fields of letters for JSON. */
  Map<String, Object> document(List<DeadWrite> letters) {
    return Map.of("letters", letters.stream().map(this::document).toList());
  }

  private Map<String, Object> document(DeadWrite letter) {
    Map<String, Object> document = Writes.document(cache, letter.write());
    document.put("buried", Instant.ofEpochMilli(letter.buried()).toString());
    document.put("error", error(letter));
    return document;
  }

  /** What went wrong, as far as one can tell who has no keys of the application. */
  static String error(DeadWrite letter) {
    return SealedText.read(null, letter.error(), letter.write().key());
  }
}
