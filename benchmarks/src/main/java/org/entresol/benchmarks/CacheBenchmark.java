package org.entresol.benchmarks;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The operations that are timed; every method is one operation on a cache of 6,000 entries. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
public class CacheBenchmark {
  /** The cache under test, one of {@link Peer}. */
  @Param({"raw", "entresol", "caffeine-jcache", "cache2k", "ehcache", "hazelcast"})
  public String peer = "raw";

  /** What is stored, one of {@link Payload}. */
  @Param({"string", "customer", "order"})
  public String payload = "string";

  /** Whether the cache copies values; raw never does, Hazelcast always does. */
  @Param({"true", "false"})
  public boolean byValue = true;

  /** How long entries live, one of {@link Expiry}. */
  @Param({"eternal"})
  public String expiry = "eternal";

  private @Nullable Exercise<?> exercise;

  /** Opens and fills the cache. */
  @Setup
  public void open() {
    exercise =
        Exercise.open(
            Labels.parse(Peer.class, peer),
            Payload.named(payload),
            byValue,
            Labels.parse(Expiry.class, expiry));
  }

  /** Closes the cache. */
  @TearDown
  public void close() {
    exercise().close();
  }

  /** Reads a key that is stored. */
  @Benchmark
  public @Nullable Object hit(Steps steps) {
    return exercise().hit(steps.next());
  }

  /** Reads a key that is not stored. */
  @Benchmark
  public @Nullable Object miss(Steps steps) {
    return exercise().miss(steps.next());
  }

  /** Overwrites a key that is stored. */
  @Benchmark
  public Object put(Steps steps) {
    return exercise().put(steps.next());
  }

  /** Reads nineteen times out of twenty, else overwrites. */
  @Benchmark
  public @Nullable Object mix(Steps steps) {
    return exercise().mix(steps.next());
  }

  private Exercise<?> exercise() {
    return Objects.requireNonNull(exercise, "open() comes first");
  }

  /** The place of one thread in the sequence of keys; threads start far apart. */
  @State(Scope.Thread)
  public static class Steps {
    private static final int APART = 5_407;
    private static final AtomicInteger THREADS = new AtomicInteger();

    private int step = THREADS.getAndIncrement() * APART;

    int next() {
      return step++ & Integer.MAX_VALUE;
    }
  }
}
