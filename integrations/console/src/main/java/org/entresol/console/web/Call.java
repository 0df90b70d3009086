package org.entresol.console.web;

import java.util.List;
import java.util.Map;

/**
 * What is asked of a route. Immutable.
 *
 * @param who the name of the token, and from where; for who changes something
 * @param values what was said, by name: in the query, or in the body of what changes something
 */
public record Call(String who, Map<String, List<String>> values) {

  /**
   * What was said once under a name.
   *
   * @throws Refusal if it was not said, or several times
   */
  public String one(String name) {
    List<String> said = all(name);
    if (said.size() != 1) {
      throw new Refusal(400, "%s was said %d times; allowed: once".formatted(name, said.size()));
    }
    return said.get(0);
  }

  /** All that was said under a name; nothing if it was not. */
  public List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }
}
