package org.entresol.tier.away;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.entresol.tier.Backlog;
import org.entresol.tier.ByteQueue;
import org.entresol.tier.ByteTier;
import org.entresol.tier.DeadWrite;
import org.entresol.tier.Lease;
import org.entresol.tier.QueueClaim;
import org.entresol.tier.QueueResult;
import org.entresol.tier.QueuedWrite;
import org.jspecify.annotations.Nullable;

/**
 * The pending writes of a tier that may not be joined yet.
 *
 * @param tier the tier as soon as it is joined; fails until then
 */
record LateQueue(Supplier<ByteTier> tier) implements ByteQueue {

  private ByteQueue joined() {
    return tier.get().queue();
  }

  @Override
  public List<QueueClaim> claim(
      Collection<Integer> partitions, Lease owner, boolean early, int most, Duration length) {
    return joined().claim(partitions, owner, early, most, length);
  }

  @Override
  public List<Boolean> extend(List<QueueClaim> claims, Duration length) {
    return joined().extend(claims, length);
  }

  @Override
  public boolean settle(QueueClaim claim, List<QueueResult> results) {
    return joined().settle(claim, results);
  }

  @Override
  public List<@Nullable QueuedWrite> unwritten(List<byte[]> keys) {
    return joined().unwritten(keys);
  }

  @Override
  public Backlog backlog() {
    return joined().backlog();
  }

  @Override
  public List<QueuedWrite> pending(int most) {
    return joined().pending(most);
  }

  @Override
  public List<DeadWrite> dead(int most) {
    return joined().dead(most);
  }

  @Override
  public boolean replay(byte[] key) {
    return joined().replay(key);
  }

  @Override
  public @Nullable DeadWrite drop(byte[] key) {
    return joined().drop(key);
  }
}
