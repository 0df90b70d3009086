package org.entresol.config;

import org.entresol.Stack;
import org.entresol.Stack.Authority;
import org.jspecify.annotations.Nullable;

/**
 * The shared authorities that a manager's configuration names.
 *
 * @param redis how Redis is reached, or null
 * @param disk where caches on disk lie, or null
 */
record Authorities(@Nullable RedisSection redis, @Nullable DiskSection disk) {

  private static final String LACKS_REDIS =
      " needs Redis, and no redis section or redis:// URI names one; allowed: "
          + Stack.names(stack -> stack.authority() == Authority.HEAP)
          + "; with one and the dependency org.entresol:entresol-redis also "
          + names(Authority.REDIS);

  private static final String LACKS_DISK =
      " needs a directory, and no disk.path names one; allowed: "
          + Stack.names(stack -> stack.authority() == Authority.HEAP)
          + "; with one and the dependency org.entresol:entresol-disk also "
          + names(Authority.DISK);

  private static String names(Authority authority) {
    return Stack.names(stack -> stack.authority() == authority);
  }

  /** What is said of a stack whose authority is not named; null if it is. */
  @Nullable String lackOf(Stack stack) {
    return switch (stack.authority()) {
      case HEAP -> null;
      case REDIS -> (redis == null) ? LACKS_REDIS : null;
      case DISK -> (disk == null) ? LACKS_DISK : null;
    };
  }

  /** The stack of a cache of which nothing is said. */
  Stack stack() {
    if (redis != null) {
      return Stack.HEAP_REDIS;
    }
    return (disk != null) ? Stack.HEAP_DISK : Stack.HEAP;
  }
}
