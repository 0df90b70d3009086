package org.entresol.tier.memory;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.entresol.tier.ByteTier;
import org.entresol.tier.QueueTerms;
import org.entresol.tier.TierOptions;
import org.entresol.time.Clock;

/** Nodes of one authority by name, on the JVM's clock. */
final class MemoryNodes {

  private final MemoryAuthority authority = new MemoryAuthority(Clock.system());
  private final Map<String, MemoryNode> nodes = new HashMap<>();

  MemoryAuthority authority() {
    return authority;
  }

  ByteTier open(String node, String cache, boolean tellsValues, QueueTerms queue) {
    return nodes
        .computeIfAbsent(node, name -> authority.join())
        .open(
            cache,
            new TierOptions(
                OptionalInt.empty(),
                OptionalInt.empty(),
                true,
                tellsValues,
                Duration.ZERO,
                queue,
                TierOptions.FIRST_CODEC));
  }
}
