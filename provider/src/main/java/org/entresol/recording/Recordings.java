package org.entresol.recording;

import java.util.Collection;

/**
 * The place where all that a recording may be told is told. While nobody records, or in a runtime
 * without the module {@code jdk.jfr}, it costs nothing and makes nothing. No values are told, and
 * of keys the hash alone, but by {@link #staleCopy}. Stateless.
 */
public final class Recordings {

  /** No class that needs the module is touched without it. */
  private static final boolean POSSIBLE = ModuleLayer.boot().findModule("jdk.jfr").isPresent();

  private Recordings() {}

  /**
   * A call of a loader that begins now.
   *
   * @param keys what it is asked for
   */
  static Span load(String cache, Collection<?> keys) {
    return POSSIBLE ? begunLoad(cache, keys) : Span.UNRECORDED;
  }

  private static Span begunLoad(String cache, Collection<?> keys) {
    LoadRecord load = new LoadRecord();
    if (!load.isEnabled()) {
      return Span.UNRECORDED;
    }
    load.keys = keys.size();
    load.keyHash = (load.keys == 1) ? keys.iterator().next().hashCode() : 0;
    return load.begun(cache);
  }

  /** A call of the authority that begins now. */
  static Span remoteCall(String cache) {
    return POSSIBLE ? begunCall(cache) : Span.UNRECORDED;
  }

  private static Span begunCall(String cache) {
    RemoteCallRecord call = new RemoteCallRecord();
    return call.isEnabled() ? call.begun(cache) : Span.UNRECORDED;
  }

  /** A partition was found behind, or ahead, and is dropped. */
  public static void repair(String cache, int partition, long heard, long there) {
    if (!POSSIBLE) {
      return;
    }
    RepairRecord repair = new RepairRecord();
    if (repair.isEnabled()) {
      repair.cache = cache;
      repair.partition = partition;
      repair.heard = heard;
      repair.there = there;
      repair.commit();
    }
  }

  /** A generation of a partition begins. */
  public static void generation(String cache, int partition, long generation) {
    if (!POSSIBLE) {
      return;
    }
    GenerationRecord begun = new GenerationRecord();
    if (begun.isEnabled()) {
      begun.cache = cache;
      begun.partition = partition;
      begun.generation = generation;
      begun.commit();
    }
  }

  /** The breaker before an authority has opened, or closed. */
  public static void breaker(String authority, boolean open) {
    if (!POSSIBLE) {
      return;
    }
    BreakerRecord breaker = new BreakerRecord();
    if (breaker.isEnabled()) {
      breaker.authority = authority;
      breaker.open = open;
      breaker.commit();
    }
  }

  /** A class is refused; the name of the cache is empty where it is not known. */
  public static void refusedClass(String cache, String className) {
    if (!POSSIBLE) {
      return;
    }
    RefusedClassRecord met = new RefusedClassRecord();
    if (met.isEnabled()) {
      met.cache = cache;
      met.refused = className;
      met.commit();
    }
  }

  /**
   * A node serves a copy that is older than it may be.
   *
   * @param since how long ago the entry was changed, in nanoseconds
   */
  public static void staleCopy(String cache, String key, String served, String there, long since) {
    if (!POSSIBLE) {
      return;
    }
    StaleCopyRecord copy = new StaleCopyRecord();
    if (copy.isEnabled()) {
      copy.cache = cache;
      copy.key = key;
      copy.served = served;
      copy.there = there;
      copy.since = since;
      copy.commit();
    }
  }
}
