package org.entresol.tier.redis;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.entresol.fault.Causes;
import org.entresol.tier.Lease;
import org.entresol.tier.TierException;
import org.entresol.time.Clock;
import org.entresol.time.Reminder;
import org.redisson.api.RLock;

/**
 * The load locks of one cache, which are Redisson's: who waits for one is woken by a message.
 * Thread-safe.
 */
final class RedisLocks {

  private static final Logger LOG = System.getLogger(RedisLocks.class.getName());

  private final RedisConnection connection;
  private final KeySpace keys;
  private final Routes routes;

  private final Reminder warning = new Reminder(Duration.ofMinutes(1), Clock.system());

  /** What gives locks back, until Redis has said so, by lock and owner. */
  private final Map<String, CompletableFuture<?>> goingBack = new ConcurrentHashMap<>();

  RedisLocks(RedisConnection connection, KeySpace keys, Routes routes) {
    this.connection = connection;
    this.keys = keys;
    this.routes = routes;
  }

  /** Takes those that are free, all on their way at once. */
  List<Boolean> tryLocks(List<byte[]> wanted, Lease owner, Duration length) {
    routes.requirePermit();
    List<CompletableFuture<Boolean>> answers = new ArrayList<>(wanted.size());
    for (byte[] key : wanted) {
      answers.add(attempt(key, owner, Duration.ZERO, length));
    }
    try {
      return answers.stream().map(answer -> connection.await(answer, "take a load lock")).toList();
    } catch (TierException e) {
      for (int i = 0; i < answers.size(); i++) {
        giveBackIfTaken(answers.get(i), wanted.get(i), owner);
      }
      throw e;
    }
  }

  /** Who is not told of a lock that was taken would not give it back. */
  private void giveBackIfTaken(CompletableFuture<Boolean> answer, byte[] key, Lease owner) {
    CompletableFuture<?> unused =
        answer.thenAccept(
            taken -> {
              if (taken) {
                unlock(List.of(key), owner);
              }
            });
  }

  /** Waits for one, for no longer than {@code wait} and what a command may take. */
  boolean lock(byte[] key, Lease owner, Duration wait, Duration length) {
    routes.requirePermit();
    return connection.await(attempt(key, owner, wait, length), "take a load lock", wait);
  }

  private CompletableFuture<Boolean> attempt(
      byte[] key, Lease owner, Duration wait, Duration length) {
    // Redisson gives a lock back that is taken after its caller has given up.
    return connection.limited(
        of(key)
            .tryLockAsync(wait.toMillis(), length.toMillis(), TimeUnit.MILLISECONDS, owner.token()),
        wait);
  }

  /** Does for locks what Redisson's watchdog does for those that have no length of their own. */
  void extend(Collection<byte[]> held, Lease owner, Duration length) {
    String name = connection.client().getId() + ":" + owner.token();
    routes.send(
        List.copyOf(held),
        key -> key,
        (route, part) ->
            connection.run(
                Script.PROLONG,
                route,
                part.stream().<Object>map(this::name).toList(),
                name,
                length.toMillis()),
        "extend a load lock");
  }

  /**
   * Gives locks back, and waits for no answer: whoever has loaded has nothing to hear from it. One
   * whose time has run out may be another's by now, and stays.
   */
  void unlock(Collection<byte[]> held, Lease owner) {
    for (byte[] key : held) {
      CompletableFuture<?> answer =
          connection.limited(of(key).unlockAsync(owner.token()), Duration.ZERO);
      String back = name(key) + ":" + owner.token();
      goingBack.put(back, answer);
      CompletableFuture<?> unused =
          answer.whenComplete(
              (done, failure) -> {
                goingBack.remove(back, answer);
                if (failure != null && !ranOut(failure)) {
                  LOG.log(
                      warning.isDue() ? Level.WARNING : Level.DEBUG,
                      "A load lock was not given back and will end by itself",
                      failure);
                }
              });
    }
  }

  /** Waits until all that is given back has been, or cannot be. */
  void close() {
    connection.settle(List.copyOf(goingBack.values()));
  }

  private static boolean ranOut(Throwable failure) {
    return Causes.include(failure, IllegalMonitorStateException.class);
  }

  private RLock of(byte[] key) {
    return connection.client().getLock(name(key));
  }

  private String name(byte[] key) {
    return keys.lock(keys.partitionOf(key), key);
  }
}
