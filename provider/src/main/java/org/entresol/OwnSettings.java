package org.entresol;

import java.io.Serial;
import java.io.Serializable;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What is said about one cache beyond JCache's part; null where nothing was said, and {@link
 * LoadSettings#DEFAULT} or {@link WriteSettings#DEFAULT} where nothing was said about loading or
 * writing.
 */
final class OwnSettings implements Serializable {
  @Serial private static final long serialVersionUID = 1L;

  static final int MAX_PARTITIONS = 16_384;

  /** The shortest pause or limit that is one. */
  static final Duration MILLISECOND = Duration.ofMillis(1);

  /** A shorter lease would end before Redis has answered. */
  static final Duration LEAST_LEASE = Duration.ofMillis(100);

  /** Longer spans would overflow when they are added to an instant. */
  private static final Duration LONGEST = Duration.ofDays(36_500);

  @Nullable Stack stack;
  @Nullable HeapBound heap;
  @Nullable Duration maxStaleness;
  @Nullable Duration keepOnFailure;
  @Nullable Set<String> immutableTypes;
  @Nullable Integer loadBatch;
  LoadSettings load = LoadSettings.DEFAULT;
  @Nullable Integer partitions;
  @Nullable Set<TypePattern> allowed;
  @Nullable Boolean strict;
  @Nullable EventScope events;
  @Nullable OnFailure onFailure;
  @Nullable Duration holdLease;
  @Nullable Duration holdWait;
  @Nullable WriteOrdering writeOrdering;
  WriteSettings write = WriteSettings.DEFAULT;

  OwnSettings copy() {
    OwnSettings copy = new OwnSettings();
    copy.fillFrom(this);
    return copy;
  }

  /** Takes over the settings of another cache where nothing was said here. */
  void fillFrom(OwnSettings other) {
    stack = stack != null ? stack : other.stack;
    heap = heap != null ? heap : other.heap;
    maxStaleness = maxStaleness != null ? maxStaleness : other.maxStaleness;
    keepOnFailure = keepOnFailure != null ? keepOnFailure : other.keepOnFailure;
    immutableTypes = immutableTypes != null ? immutableTypes : other.immutableTypes;
    loadBatch = loadBatch != null ? loadBatch : other.loadBatch;
    load = load.over(other.load);
    partitions = partitions != null ? partitions : other.partitions;
    allowed = allowed != null ? allowed : other.allowed;
    strict = strict != null ? strict : other.strict;
    events = events != null ? events : other.events;
    onFailure = onFailure != null ? onFailure : other.onFailure;
    holdLease = holdLease != null ? holdLease : other.holdLease;
    holdWait = holdWait != null ? holdWait : other.holdWait;
    writeOrdering = writeOrdering != null ? writeOrdering : other.writeOrdering;
    write = write.over(other.write);
  }

  /** Refuses what no cache could be. */
  void check(boolean storeByValue) {
    within("load.batch", loadBatch, Integer.MAX_VALUE);
    within("partitions", partitions, MAX_PARTITIONS);
    within("heap.max-staleness", maxStaleness, MILLISECOND);
    within("heap.keep-on-failure", keepOnFailure, Duration.ZERO);
    within("hold.lease", holdLease, LEAST_LEASE);
    within("hold.wait", holdWait, Duration.ZERO);
    load.check();
    if (write.mode() == WriteMode.BEHIND && onFailure == OnFailure.DEGRADE) {
      // What is acknowledged in the heap alone is lost with this JVM.
      throw new IllegalArgumentException(
          "on-failure: degrade is not allowed with write.mode: behind; allowed: fail");
    }
    if (stack != null) {
      checkOn(stack, storeByValue);
    }
  }

  private void checkOn(Stack on, boolean storeByValue) {
    if (on == Stack.REDIS && !storeByValue) {
      throw new UnsupportedOperationException(refusal("store-by-value: false", on, Stack::hasHeap));
    }
    if (heap != null) {
      require("heap." + heap.measure().configName() + ": " + heap.limit(), on, Stack::hasHeap);
    }
    requireIfSaid("heap.max-staleness", maxStaleness, on, Stack::isNear);
    requireIfSaid("heap.keep-on-failure", keepOnFailure, on, Stack::isNear);
    requireIfSaid("partitions", partitions, on, Stack::isShared);
    requireIfSaid("allow", allowed, on, Stack::isShared);
    requireIfSaid("strict", strict, on, Stack::isShared);
    requireIfSaid("hold.lease", holdLease, on, Stack::isShared);
    requireIfSaid("hold.wait", holdWait, on, Stack::isShared);
    checkLoadOn(on);
    requireIfSaid("write.lease", write.said(WriteSettings.LEASE), on, Stack::isShared);
    if (events == EventScope.CLUSTER) {
      require("events: cluster", on, Stack::isShared);
    }
    if (onFailure == OnFailure.DEGRADE) {
      require("on-failure: degrade", on, Stack::isNear);
    }
    if (writeOrdering == WriteOrdering.CLUSTER) {
      require("write.ordering: cluster", on, Stack::isShared);
    }
  }

  private void checkLoadOn(Stack on) {
    requireIfSaid("load.wait", load.said(LoadSettings.WAIT), on, Stack::isShared);
    requireIfSaid("load.lease", load.said(LoadSettings.LEASE), on, Stack::isShared);
    if (load.said(LoadSettings.GUARD) == LoadGuard.CLUSTER) {
      require("load.guard: cluster", on, Stack::isShared);
    }
  }

  private static void requireIfSaid(
      String key, @Nullable Object value, Stack on, Predicate<Stack> fits) {
    if (value != null) {
      require(key + ": " + value, on, fits);
    }
  }

  private static void require(String setting, Stack on, Predicate<Stack> fits) {
    if (!fits.test(on)) {
      throw new IllegalArgumentException(refusal(setting, on, fits));
    }
  }

  private static String refusal(String setting, Stack on, Predicate<Stack> fits) {
    return "%s is not allowed on the stack %s; allowed: on %s"
        .formatted(setting, on.configName(), Stack.names(fits));
  }

  /** Refuses a number that is less than 1 or more than the most; null is none. */
  static void within(String key, @Nullable Integer value, int most) {
    if (value != null && (value < 1 || value > most)) {
      String allowed = most == Integer.MAX_VALUE ? "1 or more" : "1 to " + most;
      throw new IllegalArgumentException(
          key + ": " + value + " is not allowed; allowed: " + allowed);
    }
  }

  /** Refuses a span that is shorter than the least, or too long for any; null is none. */
  static void within(String key, @Nullable Duration value, Duration least) {
    if (value != null && (value.compareTo(least) < 0 || value.compareTo(LONGEST) > 0)) {
      throw new IllegalArgumentException(
          "%s: %s is not allowed; allowed: %s to %s".formatted(key, value, least, LONGEST));
    }
  }

  private List<@Nullable Object> content() {
    return Arrays.asList(
        stack,
        heap,
        maxStaleness,
        keepOnFailure,
        immutableTypes,
        loadBatch,
        load,
        partitions,
        allowed,
        strict,
        events,
        onFailure,
        holdLease,
        holdWait,
        writeOrdering,
        write);
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof OwnSettings other && content().equals(other.content());
  }

  @Override
  public int hashCode() {
    return content().hashCode();
  }

  @Override
  public String toString() {
    return "stack=%s, heap=%s, maxStaleness=%s, keepOnFailure=%s, immutable=%s, loadBatch=%s"
            .formatted(stack, heap, maxStaleness, keepOnFailure, immutableTypes, loadBatch)
        + ", load=%s, partitions=%s, allow=%s, strict=%s, events=%s, onFailure=%s"
            .formatted(load, partitions, allowed, strict, events, onFailure)
        + ", holdLease=%s, holdWait=%s, writeOrdering=%s, write=%s"
            .formatted(holdLease, holdWait, writeOrdering, write);
  }
}
