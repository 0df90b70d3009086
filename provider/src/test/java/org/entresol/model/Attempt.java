package org.entresol.model;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.processor.EntryProcessor;
import org.entresol.EntresolCache;
import org.entresol.time.FakeClock;
import org.jspecify.annotations.Nullable;

/** One step carried out on one of the two caches. */
final class Attempt {

  private final Cache<Integer, Box> cache;
  private final FakeClock clock;
  private final TimeScale scale;
  private final Step step;

  /** What the caller has given and got, and may change afterwards. */
  private final List<Box> hands = new ArrayList<>();

  Attempt(Cache<Integer, Box> cache, FakeClock clock, TimeScale scale, Step step) {
    this.cache = cache;
    this.clock = clock;
    this.scale = scale;
    this.step = step;
  }

  /** Carries the step out. */
  String run() {
    String outcome =
        outcomeOf(
            () -> {
              Object result = step.action().apply(this);
              take(result);
              return result;
            });
    if (step.conditions().mutates()) {
      hands.forEach(box -> box.number += 100);
    }
    return outcome;
  }

  private void take(@Nullable Object result) {
    if (result instanceof Box box) {
      hands.add(box);
    } else if (result instanceof Map<?, ?> map) {
      map.values().forEach(this::take);
    }
  }

  /** What came of a call, in words that are the same for both caches. */
  static String outcomeOf(Supplier<? extends @Nullable Object> call) {
    try {
      Object result = call.get();
      return (result instanceof Map<?, ?> map)
          ? new TreeMap<>(map).toString()
          : String.valueOf(result);
    } catch (RuntimeException e) {
      return chain(e);
    }
  }

  /** The types of an exception and its causes. */
  static String chain(Throwable thrown) {
    return Stream.<Throwable>iterate(thrown, t -> t != null, Throwable::getCause)
        .map(t -> t.getClass().getSimpleName())
        .collect(Collectors.joining(" < "));
  }

  Cache<Integer, Box> cache() {
    return cache;
  }

  Integer key() {
    return step.key();
  }

  Set<Integer> keys() {
    return new LinkedHashSet<>(step.keys());
  }

  /** What JCache does not know, so each of the two caches has its own way to it. */
  void invalidateTags() {
    String tag = Setup.tagOf(step.number());
    if (cache instanceof EntresolCache<?, ?> ours) {
      ours.invalidateTags(tag);
    } else if (cache instanceof ReferenceCache reference) {
      reference.invalidate(entries -> entries.recall(tag));
    }
  }

  void expireTags() {
    String tag = Setup.tagOf(step.number());
    if (cache instanceof EntresolCache<?, ?> ours) {
      ours.expireTags(tag);
    } else if (cache instanceof ReferenceCache reference) {
      reference.invalidate(entries -> entries.expire(tag));
    }
  }

  /** Most times it fits one key, else all. */
  void invalidatePattern() {
    String pattern = (step.number() % 4 == 0) ? "*" : step.key() + "*";
    if (cache instanceof EntresolCache<?, ?> ours) {
      ours.invalidatePattern(pattern);
    } else if (cache instanceof ReferenceCache reference) {
      String begin = pattern.replace("*", "");
      reference.invalidate(entries -> entries.drop(key -> key.toString().startsWith(begin)));
    }
  }

  Box value() {
    return given(step.number());
  }

  Box expected() {
    return new Box(step.expected());
  }

  Map<Integer, Box> map() {
    Map<Integer, Box> map = new TreeMap<>();
    step.keys().forEach(key -> map.put(key, given(step.number() + key)));
    return map;
  }

  private Box given(int number) {
    Box box = new Box(number);
    hands.add(box);
    return box;
  }

  /** A processor that follows the script; without one it has no result. */
  EntryProcessor<Integer, Box, @Nullable String> processor() {
    return (entry, arguments) -> {
      List<String> said = new ArrayList<>();
      step.script().forEach(verb -> said.add(verb.apply(entry, step.number())));
      return said.isEmpty() ? null : entry.getKey() + ": " + said;
    };
  }

  void advance() {
    clock.advance(scale.time(step.number()));
  }
}
