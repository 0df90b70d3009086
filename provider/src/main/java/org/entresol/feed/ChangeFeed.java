package org.entresol.feed;

/** What follows the changes of a database until it is closed. Thread-safe. */
public interface ChangeFeed extends AutoCloseable {

  /** Stops following, and waits until nothing is done any more. */
  @Override
  void close();
}
