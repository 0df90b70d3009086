package org.entresol.recording;

import jdk.jfr.Event;
import jdk.jfr.Label;
import org.jspecify.annotations.Nullable;

/** What a recording is told of something that takes time, and may fail. */
abstract class SpanRecord extends Event implements Span {

  @Label("Cache")
  String cache = "";

  @Label("Failed")
  boolean failed;

  /** Begins it for a cache, if it is recorded. */
  final Span begun(String ofCache) {
    cache = ofCache;
    begin();
    return this;
  }

  @Override
  public final void end(@Nullable Throwable failure) {
    if (shouldCommit()) {
      failed = failure != null;
      commit();
    }
  }
}
