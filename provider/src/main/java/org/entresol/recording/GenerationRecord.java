package org.entresol.recording;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** What a recording is told of a partition whose near copies are all dropped. */
@Name("org.entresol.Generation")
@Label("Generation")
@Category({"Entresol", "Coherence"})
@Description("A new generation of a partition began: no older copy of it is served any more")
@Enabled(false)
@StackTrace(false)
final class GenerationRecord extends Event {

  @Label("Cache")
  String cache = "";

  @Label("Partition")
  int partition;

  @Label("Generation")
  long generation;
}
