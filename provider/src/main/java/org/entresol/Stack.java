package org.entresol;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The tiers a cache lies on, named from the nearest to the authority.
 *
 * <p>The lowest tier is the authority: it alone decides what the value of a key is.
 */
public enum Stack {
  /** Entries live in the memory of this JVM alone. */
  HEAP("heap");

  private final String configName;

  Stack(String configName) {
    this.configName = configName;
  }

  /** The name of this stack in the configuration file and in properties. */
  public String configName() {
    return configName;
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
    return Arrays.stream(values()).map(Stack::configName).collect(Collectors.joining(", "));
  }
}
