package org.entresol.engine.load;

/** How the source is asked: for one key or for many. */
enum Ask {
  ONE,
  MANY
}
