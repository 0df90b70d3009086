package org.entresol.recording;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;

/** What a recording is told of a class that may not be named in bytes. */
@Name("org.entresol.RefusedClass")
@Label("Refused Class")
@Category({"Entresol", "Codec"})
@Description("A class that is not allowed was met on writing, or named by bytes that were read")
@Enabled(false)
final class RefusedClassRecord extends Event {

  @Label("Cache")
  String cache = "";

  @Label("Class")
  String refused = "";
}
