package org.entresol.chaos;

import java.time.Duration;
import java.util.Arrays;
import org.entresol.EntresolCache;
import org.entresol.tier.memory.Inbox;
import org.entresol.tier.memory.MemoryNode;

/** One node of a program, and what it may still be ignorant of. */
final class Member {

  private final MemoryNode node;
  private final EntresolCache<Integer, Integer> cache;

  /** The spell of each key that this node has seen last. */
  private final int[] seen = new int[Chaos.KEYS];

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

  /** Another history of the data: what was seen before is no measure any more. */
  void forget() {
    Arrays.fill(seen, 0);
  }

  boolean isCut() {
    return cut;
  }

  void cut(boolean isCut, long step) {
    cut = isCut;
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
