package org.entresol.benchmarks;

import org.entresol.EntresolConfiguration;
import org.entresol.HeapBound;
import org.entresol.Stack;
import org.entresol.WriteMode;

/** How what is put into a cache reaches a source. */
enum WriteWay {
  /** Not at all: the yardstick. */
  PLAIN,
  /** Later, with the default settings. */
  BEHIND,
  /** Before the put returns. */
  THROUGH;

  /** The bound of the heap, in entries; more than is stored, so that nothing is evicted. */
  private static final int MAX_ENTRIES = 200_000;

  /** The configuration of a cache on a stack whose puts reach the source in this way. */
  EntresolConfiguration<String, String> configuration(Stack stack, CountingSource source) {
    EntresolConfiguration.Builder<String, String> builder =
        EntresolConfiguration.builder(String.class, String.class).stack(stack);
    if (stack.hasHeap()) {
      builder.heap(HeapBound.entries(MAX_ENTRIES));
    }
    return switch (this) {
      case PLAIN -> builder.build();
      case BEHIND ->
          builder
              .writer(() -> source)
              .writeThrough(true)
              .write(write -> write.mode(WriteMode.BEHIND))
              .build();
      case THROUGH -> builder.writer(() -> source).writeThrough(true).build();
    };
  }
}
