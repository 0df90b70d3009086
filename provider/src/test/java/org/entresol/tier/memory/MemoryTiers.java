package org.entresol.tier.memory;

import org.entresol.Stack.Authority;
import org.entresol.tier.TierFactory;
import org.entresol.tier.TierNode;
import org.entresol.tier.TierSettings;
import org.entresol.time.Clock;

/**
 * The way to a place in a {@link MemoryAuthority} that has been taken already.
 *
 * @param node that place
 */
public record MemoryTiers(MemoryNode node) implements TierFactory {

  @Override
  public Authority authority() {
    return Authority.REDIS;
  }

  @Override
  public TierNode open(TierSettings settings, Clock clock) {
    return node.link().call(() -> node);
  }

  @Override
  public int partitions(TierSettings settings) {
    return node.authority().partitions(settings);
  }
}
