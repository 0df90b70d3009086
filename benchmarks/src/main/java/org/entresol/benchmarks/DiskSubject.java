package org.entresol.benchmarks;

import org.jspecify.annotations.Nullable;

/** Values in files, as one thread uses them. */
interface DiskSubject extends AutoCloseable {

  byte @Nullable [] get(String key) throws Exception;

  void put(String key, byte[] value) throws Exception;

  void delete(String key) throws Exception;
}
