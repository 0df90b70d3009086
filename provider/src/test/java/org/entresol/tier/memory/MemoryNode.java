package org.entresol.tier.memory;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.entresol.tier.ByteTier;
import org.entresol.tier.Leadership;
import org.entresol.tier.TierException;
import org.entresol.tier.TierListener;
import org.entresol.tier.TierNode;
import org.entresol.tier.TierOptions;
import org.jspecify.annotations.Nullable;

/** One of those that share a {@link MemoryAuthority}; its time passes when it is told so. */
public final class MemoryNode implements TierNode {

  private static final Logger LOG = System.getLogger(MemoryNode.class.getName());

  private final MemoryAuthority authority;
  private final Link link = new Link();
  private final List<MemoryTier> tiers = new CopyOnWriteArrayList<>();
  private long history;

  MemoryNode(MemoryAuthority authority) {
    this.authority = authority;
    this.history = authority.history();
  }

  MemoryAuthority authority() {
    return authority;
  }

  @Override
  public ByteTier open(String cache, TierOptions options) {
    MemoryTier tier =
        link.call(() -> new MemoryTier(this, authority.cache(cache, options), options));
    tiers.add(tier);
    return tier;
  }

  @Override
  public Leadership leadership(String name) {
    return new MemoryLeadership(link, authority, name);
  }

  @Override
  public long awayNanos() {
    // Time is what tests make of it, so there is none that could have passed.
    return 0;
  }

  /** The way to the authority. */
  public Link link() {
    return link;
  }

  /** The tiers that are open. */
  public List<MemoryTier> tiers() {
    return List.copyOf(tiers);
  }

  void forget(MemoryTier tier) {
    tiers.remove(tier);
  }

  /** Lets a fraction of a second have passed: leases are prolonged, and accesses sent. */
  public void tick() {
    tell(TierListener::tick);
  }

  /** Lets a second or so have passed: what was heard is compared with the authority. */
  public void repair() {
    compareHistories();
    tell(TierListener::repair);
  }

  private void compareHistories() {
    try {
      long current = link.call(authority::history);
      if (history != current) {
        history = current;
        tell(TierListener::otherHistory);
      }
    } catch (TierException e) {
      LOG.log(Level.DEBUG, "Histories could not be compared; the next repair tries again", e);
    }
  }

  /** Says that the subscription was made anew, so that news may have been lost. */
  public void resubscribe() {
    tell(TierListener::subscribed);
  }

  private void tell(Consumer<TierListener> news) {
    for (MemoryTier tier : tiers) {
      TierListener listener = tier.inbox().listener();
      if (listener != null) {
        news.accept(listener);
      }
    }
  }

  @Override
  public <T> @Nullable T unwrap(Class<T> type) {
    return type.isInstance(this) ? type.cast(this) : null;
  }

  @Override
  public void close() {
    tiers.forEach(MemoryTier::close);
  }
}
