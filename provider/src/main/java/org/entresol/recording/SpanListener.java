package org.entresol.recording;

/**
 * Who is told of spans beside a recording of the JVM's. It is called by the thread that does the
 * work, at its begin; what it throws is told to the log. Thread-safe.
 */
public interface SpanListener {

  /**
   * A call of a loader that begins now.
   *
   * @param cache the name of the cache
   * @param keys for how many keys
   */
  Span load(String cache, int keys);

  /**
   * A call of the authority that begins now.
   *
   * @param cache the name of the cache
   */
  Span remoteCall(String cache);
}
