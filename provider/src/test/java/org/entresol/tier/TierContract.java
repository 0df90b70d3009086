package org.entresol.tier;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;

/** A cache of a contract's own, with the tiers by which nodes have opened it. */
abstract class TierContract {

  private final String cache = UUID.randomUUID().toString();
  private final List<ByteTier> opened = new ArrayList<>();

  /** A tier of a cache as another node opens it for each name; it announces, without values. */
  protected abstract ByteTier open(String node, String cache);

  final String cache() {
    return cache;
  }

  final ByteTier node(String name) {
    ByteTier tier = open(name, cache);
    opened.add(tier);
    return tier;
  }

  @AfterEach
  void close() {
    opened.forEach(ByteTier::close);
  }
}
