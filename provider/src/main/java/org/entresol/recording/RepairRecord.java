package org.entresol.recording;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** What a recording is told of a partition that had not heard of all its changes. */
@Name("org.entresol.Repair")
@Label("Repair")
@Category({"Entresol", "Coherence"})
@Description("A partition was found behind, and what this node had near of it was dropped")
@Enabled(false)
@StackTrace(false)
final class RepairRecord extends Event {

  @Label("Cache")
  String cache = "";

  @Label("Partition")
  int partition;

  @Label("Sequence That Was Heard")
  long heard;

  @Label("Sequence In The Authority")
  long there;
}
