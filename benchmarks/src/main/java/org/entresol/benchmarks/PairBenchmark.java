package org.entresol.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/**
 * A peer and raw Caffeine in one JVM, in turns of a few milliseconds. One invocation is a pair of
 * turns: whatever else the machine does falls on both alike, so their ratio holds even when it is
 * busy. Time is that of the calling threads on their processors, so that waiting for one does not
 * count. What counts is in {@link Pair}, not JMH's own score.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
public class PairBenchmark {
  private static final long TURN_NANOS = 4_000_000;
  private static final int STEPS_PER_LOOK = 64;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** The cache beside raw Caffeine, one of {@link Peer}. */
  @Param({"entresol", "caffeine-jcache", "cache2k", "ehcache", "hazelcast"})
  public String peer = "entresol";

  /** What both do, one of {@link Operation}. */
  @Param({"hit", "miss", "put", "mix"})
  public String operation = "hit";

  /** What is stored, one of {@link Payload}. */
  @Param({"string", "customer", "order"})
  public String payload = "string";

  /** Whether the peer copies values. */
  @Param({"true", "false"})
  public boolean byValue = true;

  /** How long entries live, one of {@link Expiry}. */
  @Param({"eternal"})
  public String expiry = "eternal";

  private Operation what = Operation.HIT;
  private @Nullable Exercise<?> raw;
  private @Nullable Exercise<?> other;

  /** Opens and fills both caches. */
  @Setup
  public void open() {
    what = Labels.parse(Operation.class, operation);
    raw = open(Peer.RAW);
    other = open(Labels.parse(Peer.class, peer));
  }

  private Exercise<?> open(Peer which) {
    return Exercise.open(
        which, Payload.named(payload), byValue, Labels.parse(Expiry.class, expiry));
  }

  /** Closes both caches. */
  @TearDown
  public void close() {
    Objects.requireNonNull(raw).close();
    Objects.requireNonNull(other).close();
  }

  /** One turn of each; who comes first alternates. */
  @Benchmark
  public void pair(Pair pair, Turns turns, Blackhole sink) {
    if (turns.rawFirst()) {
      rawTurn(pair, turns, sink);
      peerTurn(pair, turns, sink);
    } else {
      peerTurn(pair, turns, sink);
      rawTurn(pair, turns, sink);
    }
  }

  private void rawTurn(Pair pair, Turns turns, Blackhole sink) {
    long start = THREADS.getCurrentThreadCpuTime();
    pair.rawSteps = turn(Objects.requireNonNull(raw), turns, sink);
    pair.rawNanos = THREADS.getCurrentThreadCpuTime() - start;
  }

  private void peerTurn(Pair pair, Turns turns, Blackhole sink) {
    long allocated = THREADS.getCurrentThreadAllocatedBytes();
    long start = THREADS.getCurrentThreadCpuTime();
    pair.peerSteps = turn(Objects.requireNonNull(other), turns, sink);
    pair.peerNanos = THREADS.getCurrentThreadCpuTime() - start;
    pair.peerBytes = THREADS.getCurrentThreadAllocatedBytes() - allocated;
  }

  private long turn(Exercise<?> exercise, Turns turns, Blackhole sink) {
    long start = System.nanoTime();
    long steps = 0;
    do {
      for (int i = 0; i < STEPS_PER_LOOK; i++) {
        sink.consume(exercise.step(what, turns.nextStep()));
      }
      steps += STEPS_PER_LOOK;
    } while (System.nanoTime() - start < TURN_NANOS);
    return steps;
  }

  /** The place of one thread in the sequence of keys, and in the order of turns. */
  @State(Scope.Thread)
  public static class Turns {
    private final CacheBenchmark.Steps steps = new CacheBenchmark.Steps();
    private boolean rawFirst;

    int nextStep() {
      return steps.next();
    }

    boolean rawFirst() {
      rawFirst = !rawFirst;
      return rawFirst;
    }
  }

  /** What a pair of turns came to; JMH adds the threads up. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Pair {
    /** The steps of raw Caffeine's turn. */
    public long rawSteps;

    /** The processor time of raw Caffeine's turn. */
    public long rawNanos;

    /** The steps of the peer's turn. */
    public long peerSteps;

    /** The processor time of the peer's turn. */
    public long peerNanos;

    /** What the peer's turn allocated. */
    public long peerBytes;
  }
}
