package org.entresol.model;

import javax.cache.CacheException;
import javax.cache.processor.MutableEntry;

/** One thing that an entry processor does with its entry. */
enum Verb {
  ASK,
  GET,
  SET,
  REMOVE,
  /** Changes the object that it got, without setting it. */
  MUTATE,
  THROW,
  THROW_CACHE_EXCEPTION;

  /** Does it, and tells what came of it. */
  String apply(MutableEntry<Integer, Box> entry, int number) {
    switch (this) {
      case ASK -> {
        return "exists " + entry.exists();
      }
      case GET -> {
        return "value " + entry.getValue();
      }
      case SET -> entry.setValue(new Box(number));
      case REMOVE -> entry.remove();
      case MUTATE -> {
        Box got = entry.getValue();
        if (got != null) {
          got.number += 10;
        }
      }
      case THROW -> throw new UnsupportedOperationException("the processor fails");
      case THROW_CACHE_EXCEPTION -> throw new CacheException("the processor fails");
    }
    return name();
  }
}
