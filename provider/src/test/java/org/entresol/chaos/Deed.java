package org.entresol.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.entresol.EntresolCache;
import org.jspecify.annotations.Nullable;

/** What a node does with a key, and what must come of it where there was something, or nothing. */
enum Deed {
  PUT {
    @Override
    void on(EntresolCache<Integer, Integer> cache, int key, int value, @Nullable Integer there) {
      cache.put(key, value);
    }
  },
  PUT_ALL {
    @Override
    void on(EntresolCache<Integer, Integer> cache, int key, int value, @Nullable Integer there) {
      cache.putAll(Map.of(key, value));
    }
  },
  GET_AND_PUT {
    @Override
    void on(EntresolCache<Integer, Integer> cache, int key, int value, @Nullable Integer there) {
      assertThat(cache.getAndPut(key, value)).isEqualTo(there);
    }
  },
  PUT_IF_ABSENT {
    @Override
    void on(EntresolCache<Integer, Integer> cache, int key, int value, @Nullable Integer there) {
      assertThat(cache.putIfAbsent(key, value)).isEqualTo(there == null);
    }
  },
  REPLACE {
    @Override
    void on(EntresolCache<Integer, Integer> cache, int key, int value, @Nullable Integer there) {
      assertThat(cache.replace(key, value)).isEqualTo(there != null);
    }
  },
  REPLACE_IF {
    @Override
    void on(EntresolCache<Integer, Integer> cache, int key, int value, @Nullable Integer there) {
      int expected = (there == null || value % 3 == 0) ? -1 : there;
      assertThat(cache.replace(key, expected, value)).isEqualTo(Objects.equals(there, expected));
    }
  },
  REMOVE {
    @Override
    void on(EntresolCache<Integer, Integer> cache, int key, int value, @Nullable Integer there) {
      assertThat(cache.remove(key)).isEqualTo(there != null);
    }
  },
  REMOVE_IF {
    @Override
    void on(EntresolCache<Integer, Integer> cache, int key, int value, @Nullable Integer there) {
      int expected = (there == null || value % 3 == 0) ? -1 : there;
      assertThat(cache.remove(key, expected)).isEqualTo(Objects.equals(there, expected));
    }
  },
  GET_AND_REMOVE {
    @Override
    void on(EntresolCache<Integer, Integer> cache, int key, int value, @Nullable Integer there) {
      assertThat(cache.getAndRemove(key)).isEqualTo(there);
    }
  },
  INVALIDATE {
    @Override
    void on(EntresolCache<Integer, Integer> cache, int key, int value, @Nullable Integer there) {
      cache.invalidate(key);
    }
  },
  INVALIDATE_ALL {
    @Override
    void on(EntresolCache<Integer, Integer> cache, int key, int value, @Nullable Integer there) {
      cache.invalidateAll(Set.of(key));
    }
  },
  INVOKE {
    @Override
    void on(EntresolCache<Integer, Integer> cache, int key, int value, @Nullable Integer there) {
      Integer found =
          cache.invoke(
              key,
              (entry, arguments) -> {
                Integer before = entry.getValue();
                entry.setValue(value);
                return before;
              });
      assertThat(found).isEqualTo(there);
    }
  },
  INVALIDATE_TAGS {
    @Override
    void on(EntresolCache<Integer, Integer> cache, int key, int value, @Nullable Integer there) {
      cache.invalidateTags(Chaos.tagOf(value));
    }
  },
  EXPIRE_TAGS {
    @Override
    void on(EntresolCache<Integer, Integer> cache, int key, int value, @Nullable Integer there) {
      cache.expireTags(Chaos.tagOf(value));
    }
  },
  INVALIDATE_PATTERN {
    @Override
    void on(EntresolCache<Integer, Integer> cache, int key, int value, @Nullable Integer there) {
      cache.invalidatePattern(isOfAll(value) ? "*" : key + "*");
    }

    @Override
    boolean concerns(int other, int key, int value) {
      return other == key || isOfAll(value);
    }

    private boolean isOfAll(int value) {
      return value % 4 == 0;
    }
  },
  CLEAR {
    @Override
    void on(EntresolCache<Integer, Integer> cache, int key, int value, @Nullable Integer there) {
      cache.clear();
    }

    @Override
    boolean concerns(int other, int key, int value) {
      return true;
    }
  };

  /** What may be about more than one key. */
  static final Set<Deed> OF_MANY = EnumSet.range(INVALIDATE_TAGS, CLEAR);

  /** Whether it goes by tags. */
  boolean isOfTags() {
    return this == INVALIDATE_TAGS || this == EXPIRE_TAGS;
  }

  /** Whether it is about a key, given those of its own; not for what goes by tags. */
  boolean concerns(int other, int key, int value) {
    return other == key;
  }

  /** Does it. */
  abstract void on(
      EntresolCache<Integer, Integer> cache, int key, int value, @Nullable Integer there);
}
