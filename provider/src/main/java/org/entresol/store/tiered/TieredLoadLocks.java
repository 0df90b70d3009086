package org.entresol.store.tiered;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.entresol.guard.LoadLocks;
import org.entresol.store.tiered.Prolonger.Prolonged;
import org.entresol.tier.Lease;
import org.entresol.tier.LoadLocking;
import org.entresol.tier.TierException;
import org.entresol.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * The right to load keys among all nodes: their load locks in the tier, prolonged while they are
 * held. A tier that cannot give locks holds nobody up: then every node may load. Thread-safe.
 */
final class TieredLoadLocks<K> implements LoadLocks<K> {

  private static final Logger LOG = System.getLogger(TieredLoadLocks.class.getName());

  private final LoadLocking tier;
  private final TierCodec<K, ?> codec;
  private final Duration length;
  private final Prolonger held;

  TieredLoadLocks(LoadLocking tier, TierCodec<K, ?> codec, Duration length, Clock clock) {
    this.tier = tier;
    this.codec = codec;
    this.length = length;
    this.held = new Prolonger(length, clock);
  }

  @Override
  public @Nullable Held<K> lock(K key, Duration wait) {
    Lease owner = owner();
    byte[] bytes = codec.key(key);
    try {
      return tier.lock(bytes, owner, wait, length) ? hold(owner, Map.of(key, bytes)) : null;
    } catch (TierException e) {
      return unguarded(Set.of(key), e);
    }
  }

  @Override
  public Held<K> tryLockAll(Collection<K> keys) {
    Lease owner = owner();
    List<K> wanted = List.copyOf(keys);
    List<byte[]> bytes = wanted.stream().map(codec::key).toList();
    try {
      List<Boolean> taken = tier.tryLocks(bytes, owner, length);
      Map<K, byte[]> mine = new LinkedHashMap<>();
      for (int i = 0; i < wanted.size(); i++) {
        if (taken.get(i)) {
          mine.put(wanted.get(i), bytes.get(i));
        }
      }
      return hold(owner, mine);
    } catch (TierException e) {
      return unguarded(new LinkedHashSet<>(wanted), e);
    }
  }

  private static Lease owner() {
    return new Lease(ThreadLocalRandom.current().nextLong() >>> 1 | 1);
  }

  private HeldLocks hold(Lease owner, Map<K, byte[]> keys) {
    HeldLocks locks = new HeldLocks(owner, keys);
    if (!keys.isEmpty()) {
      held.add(locks);
    }
    return locks;
  }

  private static <K> Held<K> unguarded(Set<K> keys, TierException failure) {
    LOG.log(Level.DEBUG, "Load locks could not be taken, so nobody is kept from loading", failure);
    return new Free<>(keys);
  }

  /** Prolongs what is due. */
  void tick() {
    held.tick();
  }

  /** Some load locks of one caller. */
  private final class HeldLocks implements Held<K>, Prolonged {

    private final Lease owner;
    private final Map<K, byte[]> keys;

    HeldLocks(Lease owner, Map<K, byte[]> keys) {
      this.owner = owner;
      this.keys = keys;
    }

    @Override
    public void prolong() {
      tier.extendLocks(keys.values(), owner, length);
    }

    @Override
    public Set<K> keys() {
      return keys.keySet();
    }

    @Override
    public void close() {
      held.remove(this);
      try {
        tier.unlock(new ArrayList<>(keys.values()), owner);
      } catch (TierException e) {
        LOG.log(Level.WARNING, "Load locks were not given back and will end by themselves", e);
      }
    }
  }
}
