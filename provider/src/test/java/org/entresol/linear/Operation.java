package org.entresol.linear;

import java.util.Objects;
import javax.cache.Cache;
import javax.cache.processor.EntryProcessor;
import org.jspecify.annotations.Nullable;

/** An operation on one key: what a cache makes of it, and what a plain register would. */
enum Operation {
  GET {
    @Override
    @Nullable Object run(Cache<Integer, Integer> cache, Integer key, int a, int b) {
      return cache.get(key);
    }

    @Override
    Outcome apply(@Nullable Integer held, int a, int b) {
      return new Outcome(held, held);
    }
  },
  CONTAINS_KEY {
    @Override
    @Nullable Object run(Cache<Integer, Integer> cache, Integer key, int a, int b) {
      return cache.containsKey(key);
    }

    @Override
    Outcome apply(@Nullable Integer held, int a, int b) {
      return new Outcome(held != null, held);
    }
  },
  PUT {
    @Override
    @Nullable Object run(Cache<Integer, Integer> cache, Integer key, int a, int b) {
      cache.put(key, a);
      return null;
    }

    @Override
    Outcome apply(@Nullable Integer held, int a, int b) {
      return new Outcome(null, a);
    }
  },
  GET_AND_PUT {
    @Override
    @Nullable Object run(Cache<Integer, Integer> cache, Integer key, int a, int b) {
      return cache.getAndPut(key, a);
    }

    @Override
    Outcome apply(@Nullable Integer held, int a, int b) {
      return new Outcome(held, a);
    }
  },
  PUT_IF_ABSENT {
    @Override
    @Nullable Object run(Cache<Integer, Integer> cache, Integer key, int a, int b) {
      return cache.putIfAbsent(key, a);
    }

    @Override
    Outcome apply(@Nullable Integer held, int a, int b) {
      return new Outcome(held == null, (held == null) ? Integer.valueOf(a) : held);
    }
  },
  REPLACE {
    @Override
    @Nullable Object run(Cache<Integer, Integer> cache, Integer key, int a, int b) {
      return cache.replace(key, a);
    }

    @Override
    Outcome apply(@Nullable Integer held, int a, int b) {
      return new Outcome(held != null, (held == null) ? null : Integer.valueOf(a));
    }
  },
  GET_AND_REPLACE {
    @Override
    @Nullable Object run(Cache<Integer, Integer> cache, Integer key, int a, int b) {
      return cache.getAndReplace(key, a);
    }

    @Override
    Outcome apply(@Nullable Integer held, int a, int b) {
      return new Outcome(held, (held == null) ? null : Integer.valueOf(a));
    }
  },
  REPLACE_IF {
    @Override
    @Nullable Object run(Cache<Integer, Integer> cache, Integer key, int a, int b) {
      return cache.replace(key, a, b);
    }

    @Override
    Outcome apply(@Nullable Integer held, int a, int b) {
      boolean matches = Objects.equals(held, a);
      return new Outcome(matches, matches ? Integer.valueOf(b) : held);
    }
  },
  REMOVE {
    @Override
    @Nullable Object run(Cache<Integer, Integer> cache, Integer key, int a, int b) {
      return cache.remove(key);
    }

    @Override
    Outcome apply(@Nullable Integer held, int a, int b) {
      return new Outcome(held != null, null);
    }
  },
  REMOVE_IF {
    @Override
    @Nullable Object run(Cache<Integer, Integer> cache, Integer key, int a, int b) {
      return cache.remove(key, a);
    }

    @Override
    Outcome apply(@Nullable Integer held, int a, int b) {
      boolean matches = Objects.equals(held, a);
      return new Outcome(matches, matches ? null : held);
    }
  },
  GET_AND_REMOVE {
    @Override
    @Nullable Object run(Cache<Integer, Integer> cache, Integer key, int a, int b) {
      return cache.getAndRemove(key);
    }

    @Override
    Outcome apply(@Nullable Integer held, int a, int b) {
      return new Outcome(held, null);
    }
  },
  /** A processor that counts up, and removes what has grown too big. */
  INCREMENT {
    @Override
    @Nullable Object run(Cache<Integer, Integer> cache, Integer key, int a, int b) {
      return cache.invoke(key, COUNT_UP);
    }

    @Override
    Outcome apply(@Nullable Integer held, int a, int b) {
      int next = (held == null) ? 1 : held + 1;
      return new Outcome(next, (next > LIMIT) ? null : Integer.valueOf(next));
    }
  };

  static final int LIMIT = 5;

  private static final EntryProcessor<Integer, Integer, Integer> COUNT_UP =
      (entry, arguments) -> {
        Integer held = entry.getValue();
        Interleaving.invite();
        int next = (held == null) ? 1 : held + 1;
        if (next > LIMIT) {
          entry.remove();
        } else {
          entry.setValue(next);
        }
        return next;
      };

  /** Calls the cache. */
  abstract @Nullable Object run(Cache<Integer, Integer> cache, Integer key, int a, int b);

  /** What a register that holds {@code held} answers, and what it holds then. */
  abstract Outcome apply(@Nullable Integer held, int a, int b);

  /**
   * What comes of an operation.
   *
   * @param result what the caller gets
   * @param held what is held then
   */
  record Outcome(@Nullable Object result, @Nullable Integer held) {}
}
