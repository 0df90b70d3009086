package org.entresol.recording;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** What a recording of the JVM's is told of a copy that is older than it may be. */
@Name("org.entresol.StaleCopy")
@Label("Stale Copy")
@Category({"Entresol", "Coherence"})
@Description("A node serves a copy of an entry that was changed longer ago than it may be")
@Enabled(false)
@StackTrace(false)
final class StaleCopyRecord extends Event {

  @Label("Cache")
  String cache = "";

  @Label("Key")
  String key = "";

  @Label("Version That Is Served")
  String served = "";

  @Label("Version In The Authority")
  String there = "";

  @Label("Time Since The Change")
  @Timespan(Timespan.NANOSECONDS)
  long since;
}
