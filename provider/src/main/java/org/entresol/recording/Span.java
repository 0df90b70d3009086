package org.entresol.recording;

import org.jspecify.annotations.Nullable;

/** Something that takes time, as whoever records it is told of it at its end. One thread's. */
public interface Span {

  /** One that nobody records. */
  Span UNRECORDED = failure -> {};

  /** Tells that it has ended, and by what it has failed; null if it has not. */
  void end(@Nullable Throwable failure);
}
