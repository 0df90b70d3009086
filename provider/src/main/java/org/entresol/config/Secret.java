package org.entresol.config;

/** A text that no message shows. */
record Secret(String text) {
  @Override
  public String toString() {
    return "***";
  }
}
