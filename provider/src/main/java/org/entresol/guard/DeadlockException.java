package org.entresol.guard;

/**
 * A wait that could never end, because the one waited for waits for the current thread.
 *
 * <p>Thrown to the one thread that would close the cycle; the others go on.
 */
public final class DeadlockException extends WaitException {

  private static final long serialVersionUID = 1L;

  DeadlockException(String message) {
    super(message);
  }

  static DeadlockException on(Object key) {
    return new DeadlockException(
        "waiting for key '"
            + key
            + "' would never end: the thread that holds it waits for a key that this thread holds."
            + " Entry processors, writers and loaders that call caches for other keys must do so in"
            + " one order of keys");
  }

  static DeadlockException onOwn(Object key) {
    return new DeadlockException(
        "key '"
            + key
            + "' is held by this very thread: an entry processor, writer, loader or expiry policy"
            + " may not write the key it works for through the cache (a processor writes it through"
            + " its MutableEntry)");
  }
}
