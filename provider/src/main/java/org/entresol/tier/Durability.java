package org.entresol.tier;

import java.util.Locale;

/** What a tier on disk has survived when a change is acknowledged. */
public enum Durability {
  /** The death of the process; the files may be damaged if the machine stops. */
  OFF,
  /** The death of the process; the last changes may be lost if the machine stops. */
  NORMAL,
  /** That of the machine, too: each change waits for the disk. */
  FULL;

  /** The name in the configuration. */
  public String configName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
