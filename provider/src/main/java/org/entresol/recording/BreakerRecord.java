package org.entresol.recording;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** What a recording is told of a breaker that has opened or closed. */
@Name("org.entresol.Breaker")
@Label("Breaker")
@Category({"Entresol", "Authority"})
@Description("The circuit breaker before an authority has opened, or closed again")
@Enabled(false)
@StackTrace(false)
final class BreakerRecord extends Event {

  @Label("Authority")
  String authority = "";

  @Label("Open")
  boolean open;
}
