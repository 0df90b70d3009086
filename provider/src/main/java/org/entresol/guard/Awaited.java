package org.entresol.guard;

import org.jspecify.annotations.Nullable;

/** Something of one thread that other threads wait for: a held lock or a running load. */
interface Awaited {

  /** The thread that will end the wait, or null when nobody has to wait any more. */
  @Nullable Thread owner();
}
