package org.entresol.codec.copy;

/** What the reading of a {@link Shell} has to pass, of which nobody knows who wrote it. */
public interface ShellGate {

  /**
   * The class of a name.
   *
   * @throws RuntimeException if it may not be named
   */
  Class<?> find(String name);

  /** Whether an array of a length may be made. */
  boolean mayMake(long length);

  /**
   * Notes that a part was put in its place.
   *
   * @param part its number
   * @throws RuntimeException if that was too often
   */
  void taken(int part);

  /**
   * Notes that the stream refers to something in it again, which may be a part.
   *
   * @throws RuntimeException if that was too often
   */
  void referred();
}
