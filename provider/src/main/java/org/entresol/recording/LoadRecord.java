package org.entresol.recording;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** What a recording is told of a call of a loader. */
@Name("org.entresol.Load")
@Label("Load")
@Category({"Entresol", "Loading"})
@Description("The source of record was asked for keys that have no entry")
@Enabled(false)
@StackTrace(false)
final class LoadRecord extends SpanRecord {

  @Label("Keys")
  int keys;

  @Label("Hash Of The Key")
  @Description("The hash code of the key, where there is one; else 0")
  int keyHash;
}
