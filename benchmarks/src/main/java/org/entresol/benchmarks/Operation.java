package org.entresol.benchmarks;

/** What is timed: a benchmark method of {@link CacheBenchmark} of the same name. */
enum Operation {
  /** Reads a stored key. */
  HIT,
  /** Reads a key that is not stored. */
  MISS,
  /** Overwrites a stored key. */
  PUT,
  /** Reads mostly. */
  MIX
}
