package org.entresol.source;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.entresol.queue.BuriedWrite;
import org.entresol.queue.Claim;
import org.entresol.queue.PendingWrite;
import org.entresol.queue.Result;
import org.entresol.queue.WriteQueue;
import org.entresol.tier.Backlog;
import org.jspecify.annotations.Nullable;

/** A durable queue of which a test says whether claims stand when they are settled. */
final class ClaimedWrites implements WriteQueue<String, String> {
  private final List<Result<String, String>> results = new ArrayList<>();
  private boolean lost;

  /** The claim of one put that was never tried. */
  static Claim<String, String> claim(String key) {
    PendingWrite<String, String> write = new PendingWrite<>(key, "value", false, 0, null, key);
    return new Claim<>() {
      @Override
      public int shard() {
        return 0;
      }

      @Override
      public long token() {
        return 1;
      }

      @Override
      public List<PendingWrite<String, String>> writes() {
        return List.of(write);
      }

      @Override
      public boolean stands() {
        return true;
      }
    };
  }

  /** Lets all claims have passed on by the time they are settled. */
  void lose() {
    lost = true;
  }

  /** What became of the writes. */
  List<Result<String, String>> results() {
    return results;
  }

  @Override
  public boolean settle(Claim<String, String> claim, List<Result<String, String>> some) {
    results.addAll(some);
    return !lost;
  }

  @Override
  public List<Claim<String, String>> claim(boolean early) {
    return List.of();
  }

  @Override
  public void extend() {}

  @Override
  public Map<String, PendingWrite<String, String>> unwritten(Collection<? extends String> keys) {
    return Map.of();
  }

  @Override
  public Backlog backlog() {
    return Backlog.NONE;
  }

  @Override
  public List<PendingWrite<String, String>> pending(int most) {
    return List.of();
  }

  @Override
  public List<BuriedWrite<String, String>> dead(int most) {
    return List.of();
  }

  @Override
  public boolean replay(String id) {
    return false;
  }

  @Override
  public @Nullable String keyOf(String id) {
    return null;
  }

  @Override
  public boolean drop(String id) {
    return false;
  }

  @Override
  public void close() {}

  @Override
  public boolean isDurable() {
    return true;
  }
}
