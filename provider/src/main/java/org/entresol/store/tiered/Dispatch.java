package org.entresol.store.tiered;

import java.util.List;
import org.entresol.queue.QueueFullException;
import org.entresol.queue.TieredQueue;
import org.entresol.store.near.NodeView;
import org.entresol.tier.Entries;
import org.entresol.tier.Outcome;
import org.entresol.tier.Plan;
import org.entresol.tier.TierException;
import org.entresol.tier.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * The sending of plans to a tier, with what becomes of them if it is away or has no room for their
 * pending writes. Thread-safe.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
final class Dispatch<K, V> {

  private final Entries tier;
  private final NodeView<K, V> view;
  private final Outage<K, V> outage;
  private final @Nullable TieredQueue<K, V> queue;
  private final Failures failures;

  /**
   * Creates the sending of one cache.
   *
   * @param queue takes what the source has to learn later, or null
   */
  Dispatch(
      Entries tier,
      NodeView<K, V> view,
      Outage<K, V> outage,
      @Nullable TieredQueue<K, V> queue,
      Failures failures) {
    this.tier = tier;
    this.view = view;
    this.outage = outage;
    this.queue = queue;
    this.failures = failures;
  }

  /**
   * Sends plans. When it is not known what came of them, what is near is not to be trusted; plain
   * writes may then be made here, if this cache was configured so.
   */
  List<Outcome> send(List<Request<K, V>> requests) {
    try {
      outage.flush();
      return (queue == null) ? attempt(requests) : RoomWait.attempt(queue, requests, this::attempt);
    } catch (TierException e) {
      distrust(requests);
      List<Outcome> here = outage.make(requests);
      if (here == null) {
        throw failures.of(e);
      }
      return here;
    } catch (RuntimeException | Error e) {
      distrust(requests);
      throw e;
    }
  }

  private void distrust(List<Request<K, V>> requests) {
    requests.forEach(request -> view.drop(request.place().key()));
  }

  private List<Outcome> attempt(List<Request<K, V>> requests) {
    List<Plan> plans = requests.stream().map(Request::plan).toList();
    return failures.timed(() -> tier.attemptAll(plans));
  }

  /** What users get to see of what fails on the way. */
  Failures failures() {
    return failures;
  }

  /** Refuses to go on where a step was not made because its write found no room. */
  void requireRoom(List<Request<K, V>> requests, List<Outcome> outcomes) {
    for (int i = 0; i < outcomes.size(); i++) {
      if (queue != null && outcomes.get(i).verdict() == Verdict.FULL) {
        throw failures.of(new QueueFullException(requests.get(i).place().key(), queue.patience()));
      }
    }
  }
}
