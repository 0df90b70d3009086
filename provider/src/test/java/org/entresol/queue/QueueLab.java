package org.entresol.queue;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.entresol.jcache.Crew;
import org.entresol.tier.QueueResult.Fate;
import org.jspecify.annotations.Nullable;

/** What tests do with a queue of pending writes. */
abstract class QueueLab {
  static final Duration HOUR = Duration.ofHours(1);
  static final int ROOM = 1_000;

  /** A queue, with the step that leaves a write in it. */
  interface Rig {
    WriteQueue<String, String> queue();

    /** Leaves a write, null for a deletion; false when it was refused for want of room. */
    boolean write(String key, @Nullable String value);
  }

  /**
   * A new queue.
   *
   * @param delay how long a write waits for later ones of its key
   * @param most the most pending writes, and the most dead letters
   * @param batch the most that is claimed at once
   */
  abstract Rig open(Duration delay, int most, int batch);

  Rig open(Duration delay) {
    return open(delay, ROOM, 100);
  }

  // ---- what tests do with one

  static List<PendingWrite<String, String>> writes(List<Claim<String, String>> claims) {
    return claims.stream().flatMap(claim -> claim.writes().stream()).toList();
  }

  /** Keys and values, in their order; a deletion as "-". */
  static Map<String, String> shown(List<PendingWrite<String, String>> writes) {
    Map<String, String> shown = new LinkedHashMap<>();
    for (PendingWrite<String, String> write : writes) {
      assertThat(write.deletion()).isEqualTo(write.value() == null);
      assertThat(shown.put(requireNonNull(write.key()), write.deletion() ? "-" : text(write)))
          .as("another write of key %s", write.key())
          .isNull();
    }
    return shown;
  }

  private static String text(PendingWrite<String, String> write) {
    return requireNonNull(write.value());
  }

  static Map<String, String> claimed(List<Claim<String, String>> claims) {
    return shown(writes(claims));
  }

  /** Claims when there is something, which may take its time. */
  static Claim<String, String> awaitClaim(Rig rig, boolean early) {
    List<Claim<String, String>> claims = new ArrayList<>();
    Crew.until(() -> claims.addAll(rig.queue().claim(early)));
    assertThat(claims).hasSize(1);
    return claims.get(0);
  }

  static boolean settle(
      Rig rig, Claim<String, String> claim, Fate fate, Duration pause, String error) {
    return rig.queue()
        .settle(
            claim, claim.writes().stream().map(w -> new Result<>(w, fate, pause, error)).toList());
  }

  static boolean done(Rig rig, Claim<String, String> claim) {
    return rig.queue().settle(claim, claim.writes().stream().map(Result::done).toList());
  }

  static boolean retry(Rig rig, Claim<String, String> claim, Duration pause) {
    return settle(rig, claim, Fate.RETRY, pause, "not now");
  }

  static boolean bury(Rig rig, Claim<String, String> claim, String error) {
    return settle(rig, claim, Fate.BURY, HOUR, error);
  }

  /** Makes a write a dead letter. */
  static void bury(Rig rig, String key, @Nullable String value, String error) {
    rig.write(key, value);
    bury(rig, awaitClaim(rig, true), error);
  }

  static long pending(Rig rig) {
    return rig.queue().backlog().pending();
  }

  static String idOf(Rig rig, String key) {
    return rig.queue().dead(ROOM).stream()
        .filter(dead -> key.equals(dead.write().key()))
        .map(BuriedWrite::id)
        .findFirst()
        .orElseThrow();
  }

  static @Nullable String unwritten(Rig rig, String key) {
    PendingWrite<String, String> write = rig.queue().unwritten(Set.of(key)).get(key);
    return (write == null) ? null : write.deletion() ? "-" : write.value();
  }
}
