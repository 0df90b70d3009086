package org.entresol;

import java.util.Arrays;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The tiers a cache lies on, named from the nearest to the authority.
 *
 * <p>The lowest tier is the authority: it alone decides what the value of a key is.
 */
public enum Stack {
  /** Entries live in the memory of this JVM alone. */
  HEAP("heap", true, false),
  /** Entries live in Redis, and a coherent part of them in the memory of this JVM too. */
  HEAP_REDIS("heap+redis", true, true),
  /** Entries live in Redis alone; every read asks it. */
  REDIS("redis", false, true);

  private final String configName;
  private final boolean heap;
  private final boolean redis;

  Stack(String configName, boolean heap, boolean redis) {
    this.configName = configName;
    this.heap = heap;
    this.redis = redis;
  }

  /** The name of this stack in the configuration file and in properties. */
  public String configName() {
    return configName;
  }

  /** Whether entries lie in the memory of this JVM. */
  public boolean hasHeap() {
    return heap;
  }

  /** Whether Redis is the authority. */
  public boolean hasRedis() {
    return redis;
  }

  /**
   * The stack with a name as the configuration file writes it.
   *
   * @param configName the name, exactly as {@link #configName()} gives it
   * @return the stack
   * @throws IllegalArgumentException if there is no such stack; the message lists those there are
   */
  public static Stack named(String configName) {
    return Arrays.stream(values())
        .filter(stack -> stack.configName.equals(configName))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "stack: \"" + configName + "\" is not allowed; allowed: " + allowedNames()));
  }

  /** The names of all stacks, separated by commas, for a message or a manual. */
  public static String allowedNames() {
    return names(stack -> true);
  }

  /** The names of the stacks that fit, separated by commas, for a message or a manual. */
  public static String names(Predicate<Stack> fits) {
    return Arrays.stream(values())
        .filter(fits)
        .map(Stack::configName)
        .collect(Collectors.joining(", "));
  }
}
