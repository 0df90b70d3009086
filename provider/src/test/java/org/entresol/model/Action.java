package org.entresol.model;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.integration.CompletionListenerFuture;
import javax.cache.processor.EntryProcessorResult;
import org.jspecify.annotations.Nullable;

/** What a step can do with a cache: every operation of the specification. */
enum Action {
  GET,
  GET_ALL,
  CONTAINS_KEY,
  PUT,
  GET_AND_PUT,
  PUT_ALL,
  PUT_IF_ABSENT,
  REMOVE,
  REMOVE_IF,
  GET_AND_REMOVE,
  REPLACE,
  REPLACE_IF,
  GET_AND_REPLACE,
  REMOVE_ALL_OF,
  REMOVE_ALL,
  CLEAR,
  INVALIDATE_TAGS,
  EXPIRE_TAGS,
  INVALIDATE_PATTERN,
  ITERATE,
  INVOKE,
  INVOKE_ALL,
  LOAD_MISSING,
  RELOAD,
  ADVANCE;

  /** Does it, and tells what came of it. */
  @Nullable Object apply(Attempt attempt) {
    Cache<Integer, Box> cache = attempt.cache();
    return switch (this) {
      case GET -> cache.get(attempt.key());
      case GET_ALL -> cache.getAll(attempt.keys());
      case CONTAINS_KEY -> cache.containsKey(attempt.key());
      case PUT -> done(() -> cache.put(attempt.key(), attempt.value()));
      case GET_AND_PUT -> cache.getAndPut(attempt.key(), attempt.value());
      case PUT_ALL -> done(() -> cache.putAll(attempt.map()));
      case PUT_IF_ABSENT -> cache.putIfAbsent(attempt.key(), attempt.value());
      case REMOVE -> cache.remove(attempt.key());
      case REMOVE_IF -> cache.remove(attempt.key(), attempt.expected());
      case GET_AND_REMOVE -> cache.getAndRemove(attempt.key());
      case REPLACE -> cache.replace(attempt.key(), attempt.value());
      case REPLACE_IF -> cache.replace(attempt.key(), attempt.expected(), attempt.value());
      case GET_AND_REPLACE -> cache.getAndReplace(attempt.key(), attempt.value());
      case REMOVE_ALL_OF -> done(() -> cache.removeAll(attempt.keys()));
      case REMOVE_ALL -> done(cache::removeAll);
      case CLEAR -> done(cache::clear);
      case INVALIDATE_TAGS -> done(attempt::invalidateTags);
      case EXPIRE_TAGS -> done(attempt::expireTags);
      case INVALIDATE_PATTERN -> done(attempt::invalidatePattern);
      case ITERATE -> iterate(attempt);
      case INVOKE -> cache.invoke(attempt.key(), attempt.processor());
      case INVOKE_ALL -> invokeAll(attempt);
      case LOAD_MISSING -> loadAll(attempt, false);
      case RELOAD -> loadAll(attempt, true);
      case ADVANCE -> done(attempt::advance);
    };
  }

  private static String done(Runnable call) {
    call.run();
    return "done";
  }

  /** Visits all entries and removes those of the step's keys. */
  private static Object iterate(Attempt attempt) {
    Map<Integer, String> visited = new TreeMap<>();
    Iterator<Cache.Entry<Integer, Box>> entries = attempt.cache().iterator();
    while (entries.hasNext()) {
      Cache.Entry<Integer, Box> entry = entries.next();
      String removal = "";
      if (attempt.keys().contains(entry.getKey())) {
        try {
          entries.remove();
        } catch (CacheException e) {
          removal = " " + Attempt.chain(e);
        }
      }
      visited.merge(entry.getKey(), entry.getValue() + removal, (a, b) -> a + " and " + b);
    }
    return visited;
  }

  private static Object invokeAll(Attempt attempt) {
    Map<Integer, EntryProcessorResult<String>> results =
        attempt.cache().invokeAll(attempt.keys(), attempt.processor());
    Map<Integer, @Nullable String> texts = new TreeMap<>();
    results.forEach((key, result) -> texts.put(key, Attempt.outcomeOf(result::get)));
    return texts;
  }

  private static Object loadAll(Attempt attempt, boolean replace) {
    CompletionListenerFuture done = new CompletionListenerFuture();
    attempt.cache().loadAll(attempt.keys(), replace, done);
    try {
      done.get(10, TimeUnit.SECONDS);
      return "loaded";
    } catch (ExecutionException e) {
      List<String> chain = new ArrayList<>(List.of("failed"));
      chain.add(Attempt.chain(requireNonNull(e.getCause())));
      return chain;
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError("loadAll did not complete", e);
    }
  }
}
