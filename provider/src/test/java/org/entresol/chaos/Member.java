package org.entresol.chaos;

import java.time.Duration;
import java.util.Arrays;
import org.entresol.EntresolCache;
import org.entresol.tier.memory.Inbox;
import org.entresol.tier.memory.MemoryNode;

/** One node of a program, and what it may still be ignorant of. */
final class Member {

  /** So long after a trouble, ticks included, a node has returned for certain. */
  private static final Duration RETURN = Duration.ofMillis(2500);

  private final MemoryNode node;
  private final EntresolCache<Integer, Integer> cache;

  /** The spell of each key that this node has seen last. */
  private final int[] seen = new int[Chaos.KEYS];

  /** What this node has overtaken of each key while it was away: it reads nothing older. */
  private final int[] overtaken = new int[Chaos.KEYS];

  /** The last value that there was when this node recalled each tag. */
  private final int[] recalled = new int[Chaos.TAGS];

  /** Whether this node has certainly found out that it is cut off. */
  private boolean noticed;

  /** When this node was last cut off, or missed an answer; long ago if never. */
  private long troubledAt = -RETURN.toNanos();

  private boolean cut;
  private boolean held;

  /** The steps of the last two comparisons with the authority; all before them is known. */
  private long lastRepair;

  private long repairBefore;

  private long lastHeardOf;

  /** The step of the last thing that kept news from this node. */
  private long disturbed = -1;

  Member(MemoryNode node, EntresolCache<Integer, Integer> cache) {
    this.node = node;
    this.cache = cache;
  }

  EntresolCache<Integer, Integer> cache() {
    return cache;
  }

  MemoryNode node() {
    return node;
  }

  Inbox inbox() {
    return node.tiers().get(0).inbox();
  }

  int seen(int key) {
    return seen[key];
  }

  void saw(int key, int spell) {
    seen[key] = spell;
  }

  /**
   * Another history of the data: what was seen before is no measure any more. A node that was away
   * reads none of it.
   *
   * @param last the last value that there was
   */
  void forget(int last) {
    Arrays.fill(seen, 0);
    Arrays.fill(recalled, 0);
    Arrays.fill(overtaken, noticed ? last : 0);
  }

  /** The last value that there was when this node recalled a tag: it reads none before it. */
  int recalled(int tag) {
    return recalled[tag];
  }

  void recall(int tag, int last) {
    recalled[tag] = last;
  }

  // ---- where a cache is empty while the authority is away

  int overtaken(int key) {
    return overtaken[key];
  }

  void overtake(int key, int value) {
    overtaken[key] = value;
  }

  /** A call has been made that cannot have been answered. */
  void notice(long nanos) {
    noticed = true;
    troubledAt = nanos;
  }

  /** Whether it is certainly away, so that nothing is found. */
  boolean isAway() {
    return noticed;
  }

  /** Whether it may be away. */
  boolean mayBeAway(long nanos) {
    return cut || nanos - troubledAt < RETURN.toNanos();
  }

  /** Time has passed, in which a node that is not cut off may have returned. */
  void tick() {
    noticed &= cut;
  }

  // ---- the way to the authority

  boolean isCut() {
    return cut;
  }

  void cut(boolean isCut, long step, long nanos) {
    cut = isCut;
    troubledAt = nanos;
    node.link().cut(isCut);
    disturb(step);
  }

  void hold(boolean isHeld, long step) {
    held = isHeld;
    disturb(step);
    if (isHeld) {
      inbox().hold();
    } else {
      inbox().release();
    }
  }

  boolean isHeld() {
    return held;
  }

  void disturb(long step) {
    disturbed = step;
  }

  /** Compares with the authority, if it can be reached. */
  void repair(long step, long nanos) {
    node.repair();
    noticed |= cut;
    if (!cut) {
      lastHeardOf = nanos;
      repairBefore = lastRepair;
      lastRepair = step;
    }
  }

  /** How long this node has not reached the authority. */
  Duration silentFor(long nanos) {
    return Duration.ofNanos(nanos - lastHeardOf);
  }

  /** The step from which on this node knows at least what there was. */
  long knowsSince(long step) {
    boolean calm = !cut && !held && inbox().size() == 0 && disturbed < repairBefore;
    return calm ? step : repairBefore;
  }
}
