package org.entresol;

import java.util.Arrays;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The tiers a cache lies on, named from the nearest to the authority.
 *
 * <p>The lowest tier is the authority: it alone decides what the value of a key is.
 */
public enum Stack {
  /** Entries live in the memory of this JVM alone. */
  HEAP("heap", Authority.HEAP, false),
  /** Entries live in Redis, and a coherent part of them in the memory of this JVM too. */
  HEAP_REDIS("heap+redis", Authority.REDIS, true),
  /** Entries live in Redis alone; every read asks it. */
  REDIS("redis", Authority.REDIS, false),
  /**
   * Entries live in files of this machine, and a true part of them in the memory of this JVM too.
   */
  HEAP_DISK("heap+disk", Authority.DISK, true),
  /** Entries live in files of this machine alone; every read asks them. */
  DISK("disk", Authority.DISK, false);

  /** What decides what the value of a key is. */
  public enum Authority {
    /** The memory of this JVM. */
    HEAP,
    /** Redis, to which the artifact {@code entresol-redis} leads. */
    REDIS,
    /**
     * Files that the processes of one machine share, to which the artifact {@code entresol-disk}
     * leads.
     */
    DISK
  }

  private final String configName;
  private final Authority authority;
  private final boolean near;

  Stack(String configName, Authority authority, boolean near) {
    this.configName = configName;
    this.authority = authority;
    this.near = near;
  }

  /** The name of this stack in the configuration file and in properties. */
  public String configName() {
    return configName;
  }

  /** The lowest tier. */
  public Authority authority() {
    return authority;
  }

  /** Whether other JVMs see the same entries, which therefore lie outside this one, as bytes. */
  public boolean isShared() {
    return authority != Authority.HEAP;
  }

  /** Whether this JVM keeps copies of entries nearer than the authority. */
  public boolean isNear() {
    return near;
  }

  /** Whether entries lie in the memory of this JVM, be it as the authority or near. */
  public boolean hasHeap() {
    return near || authority == Authority.HEAP;
  }

  /**
   * The stack with a name as the configuration file writes it.
   *
   * @param configName the name, exactly as {@link #configName()} gives it
   * @return the stack
   * @throws IllegalArgumentException if there is no such stack; the message lists those there are
   */
  public static Stack named(String configName) {
    return fitting(stack -> stack.configName.equals(configName))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "stack: \"" + configName + "\" is not allowed; allowed: " + allowedNames()));
  }

  /** The names of all stacks, separated by commas, for a message or a manual. */
  private static String allowedNames() {
    return names(stack -> true);
  }

  /** The names of the stacks that fit, separated by commas, for a message or a manual. */
  public static String names(Predicate<Stack> fits) {
    return fitting(fits).map(Stack::configName).collect(Collectors.joining(", "));
  }

  /** The stacks that fit. */
  static Stream<Stack> fitting(Predicate<Stack> fits) {
    return Arrays.stream(values()).filter(fits);
  }
}
