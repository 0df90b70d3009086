package org.entresol.codec.wire;

/** What stands for an object that cannot be made, and that nobody will ask for. */
enum Unknown {
  /** The only one. */
  OBJECT
}
