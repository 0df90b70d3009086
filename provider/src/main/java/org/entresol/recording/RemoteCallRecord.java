package org.entresol.recording;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;

/** What a recording is told of a call of the authority that took long. */
@Name("org.entresol.RemoteCall")
@Label("Remote Call")
@Category({"Entresol", "Authority"})
@Description("A call of Redis, or of the files, that took longer than the threshold")
@Enabled(false)
@Threshold("10 ms")
@StackTrace(false)
final class RemoteCallRecord extends SpanRecord {}
