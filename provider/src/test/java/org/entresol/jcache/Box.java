package org.entresol.jcache;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** A value or key whose content can be changed by whoever has it. */
public final class Box implements Serializable {
  private static final long serialVersionUID = 1L;

  private final List<String> content = new ArrayList<>();

  /** A box with one text. */
  public Box(String text) {
    content.add(text);
  }

  /** Changes the content, and with it what the box is equal to. */
  public void spoil() {
    content.add("spoilt");
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof Box other && content.equals(other.content);
  }

  @Override
  public int hashCode() {
    return content.hashCode();
  }

  @Override
  public String toString() {
    return content.toString();
  }
}
