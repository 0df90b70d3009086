package org.entresol.tier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;

/** Entries that have tags, and two nodes that open them. */
abstract class TaggedContract extends TierContract {

  static final byte[] A = "s:a".getBytes(UTF_8);
  static final byte[] B = "s:b".getBytes(UTF_8);
  static final long[] RED = {TagHash.of("red")};
  static final long[] BLUE = {TagHash.of("blue")};
  static final long[] BOTH = {RED[0], BLUE[0]};
  static final long[] NONE = {};
  static final Duration LONG = Duration.ofMinutes(1);

  private ByteTier tier;
  private ByteTier other;

  @BeforeEach
  void join() {
    tier = node("one");
    other = node("two");
  }

  /** The tier as the node has opened it that is looked at. */
  final ByteTier tier() {
    return tier;
  }

  /** The same as another node has opened it. */
  final ByteTier other() {
    return other;
  }

  static Plan plan(byte[] key, Act absent, Act present, long[] tags) {
    return new Plan(key, absent, present)
        .payload("new".getBytes(UTF_8))
        .tags(tags)
        .lifetimes(Lifetimes.of(Lifetimes.ETERNAL));
  }

  static Plan write(byte[] key, long[] tags) {
    return plan(key, Act.WRITE, Act.WRITE, tags);
  }

  /** What lies under a key, alone and among others; null for nothing. */
  final @Nullable Stored entry(byte[] key) {
    Stored one = tier.read(key).entry();
    Stored among = tier.readAll(List.of("s:none".getBytes(UTF_8), key)).get(1).entry();
    assertThat(among == null).isEqualTo(one == null);
    return one;
  }
}
