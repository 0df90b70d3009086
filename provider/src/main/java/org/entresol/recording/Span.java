package org.entresol.recording;

/** Something that takes time, as a recording is told of it at its end. One thread's. */
public interface Span {

  /** One that nobody records. */
  Span UNRECORDED = failed -> {};

  /** Tells that it has ended, and whether it has failed. */
  void end(boolean failed);
}
