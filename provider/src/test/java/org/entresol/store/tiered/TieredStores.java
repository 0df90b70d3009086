package org.entresol.store.tiered;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.entresol.Compression;
import org.entresol.HeapBound;
import org.entresol.OnFailure;
import org.entresol.codec.AllowedClasses;
import org.entresol.codec.SharedSchemas;
import org.entresol.codec.envelope.Envelopes;
import org.entresol.codec.envelope.Packing;
import org.entresol.codec.key.CanonicalKeys;
import org.entresol.codec.wire.KryoCodec;
import org.entresol.codec.wire.KryoCopiers;
import org.entresol.recording.Spans;
import org.entresol.store.Lasting;
import org.entresol.store.Reclaim;
import org.entresol.store.SameHash;
import org.entresol.store.near.Coherence;
import org.entresol.store.near.NodeView;
import org.entresol.tier.ByteTier;
import org.entresol.tier.Calls;
import org.entresol.tier.Lifetimes;
import org.entresol.tier.QueueTerms;
import org.entresol.tier.TierNode;
import org.entresol.tier.TierOptions;
import org.entresol.time.Clock;

/** Stores of texts over a tier, put together as caches do. */
public final class TieredStores {

  private static final TieredTerms TERMS =
      new TieredTerms(
          Duration.ofSeconds(10),
          Duration.ofSeconds(15),
          Duration.ofSeconds(30),
          Duration.ofMinutes(5),
          0,
          new WhileAway(Duration.ofSeconds(30), Duration.ZERO, OnFailure.FAIL, false));

  private TieredStores() {}

  /** A node's store of a cache, with a near cache that has room for all, or without one. */
  public static TieredStore<Object, String> open(
      TierNode node, String cache, boolean near, Clock clock) {
    ByteTier tier =
        node.open(
            cache,
            new TierOptions(
                OptionalInt.empty(),
                OptionalInt.empty(),
                near,
                false,
                Duration.ZERO,
                QueueTerms.NONE,
                TierOptions.FIRST_CODEC));
    NodeView<Object, String> view =
        NodeView.of(
            Coherence.of("c", tier),
            near ? HeapBound.entries(100_000) : null,
            new Reclaim<>(Reclaim.UNKNOWN_SLIDE, new Lasting(false, 0)),
            clock,
            null,
            Runnable::run,
            UnaryOperator.identity());
    return new TieredStore<>(
        tier,
        codec(),
        view,
        clock,
        TERMS,
        new Failures(UnaryOperator.identity(), new Calls("c", new Spans())),
        null);
  }

  private static TierCodec<Object, String> codec() {
    ClassLoader loader = TieredStores.class.getClassLoader();
    AllowedClasses allowed =
        AllowedClasses.of(List.of(String.class), List.of(SameHash.class.getName()));
    return new TierCodec<>(
        "texts",
        new CanonicalKeys<>(loader, allowed, Set.of()),
        new Envelopes(
            new KryoCodec(loader, allowed, Set.of(), SharedSchemas.HERE),
            Packing.of("c", Compression.NONE, 1, 1),
            null),
        String.class,
        KryoCopiers.byReference(),
        true,
        Lifetimes.ETERNAL);
  }
}
