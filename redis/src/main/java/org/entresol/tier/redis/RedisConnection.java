package org.entresol.tier.redis;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.entresol.fault.Causes;
import org.entresol.tier.Faults.BreakerState;
import org.entresol.tier.TierException;
import org.entresol.time.Clock;
import org.redisson.Redisson;
import org.redisson.api.RFuture;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisClusterDownException;
import org.redisson.client.RedisConnectionException;
import org.redisson.client.RedisException;
import org.redisson.client.RedisLoadingException;
import org.redisson.client.RedisMasterDownException;
import org.redisson.client.RedisNoScriptException;
import org.redisson.client.RedisNodeNotFoundException;
import org.redisson.client.RedisReadonlyException;
import org.redisson.client.RedisReconnectedException;
import org.redisson.client.RedisResponseTimeoutException;
import org.redisson.client.RedisTimeoutException;
import org.redisson.client.RedisTryAgainException;
import org.redisson.client.WriteRedisConnectionException;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.client.codec.StringCodec;
import org.redisson.client.protocol.RedisCommand;
import org.redisson.client.protocol.RedisCommands;
import org.redisson.client.protocol.decoder.ListScanResult;
import org.redisson.client.protocol.decoder.ObjectListReplayDecoder;
import org.redisson.command.CommandAsyncExecutor;
import org.redisson.connection.MasterSlaveEntry;

/**
 * One manager's way to Redis: commands and scripts, none of which waits longer than the configured
 * time, and none that changes something is sent twice.
 *
 * <p>Thread-safe. All failures are {@link TierException}s.
 */
final class RedisConnection implements AutoCloseable {

  private static final RedisCommand<List<Object>> EVALSHA = command("EVALSHA");

  private static final RedisCommand<List<Object>> HMGET = command("HMGET");

  private static final RedisCommand<List<Object>> TIME = command("TIME");

  private final RedissonClient client;
  private final CommandAsyncExecutor commands;
  private final Answers answers;
  private final Breaker breaker;
  private final Contact contact;
  private final ExecutorService threads;

  /** What each thread waits for. */
  private final Map<Thread, CompletableFuture<?>> awaited = new ConcurrentHashMap<>();

  private final long timeout;
  private final boolean cluster;
  private volatile boolean closed;

  RedisConnection(RedisSettings settings, Clock clock) {
    this.client = connect(settings);
    this.threads = settings.config().getExecutor();
    this.commands = ((Redisson) client).getCommandExecutor();
    this.cluster = client.getConfig().isClusterConfig();
    this.timeout = settings.commandTimeout().toNanos();
    this.answers = new Answers(commands, timeout);
    String named = "Redis at " + settings.addresses();
    this.breaker = new Breaker(named, settings.breakerFailures(), settings.breakerPause(), clock);
    this.contact = new Contact(named, settings.breakerPause(), clock);
  }

  private static RedissonClient connect(RedisSettings settings) {
    try {
      return Redisson.create(settings.config());
    } catch (RedisException e) {
      Throwable root = Causes.root(e);
      String said = (root == e) ? reason(e) : reason(e) + "; " + reason(root);
      throw unreachable(settings, said, root);
    }
  }

  /** The news that no connection was made, with the last of the reasons that Redisson nests. */
  static TierException unreachable(RedisSettings settings, String said, Throwable reason) {
    return TierException.away(
        "Redis cannot be reached at " + settings.addresses() + ": " + said, reason, true);
  }

  /** The message without the channel and the arguments, which may be values of users. */
  private static String reason(Throwable failure) {
    return String.valueOf(failure.getMessage()).replaceFirst("(?s)\\.* channel: \\[.*", "");
  }

  private static RedisCommand<List<Object>> command(String name) {
    return new RedisCommand<>(name, new ObjectListReplayDecoder<>());
  }

  /** Whether Redis answers. */
  Contact contact() {
    return contact;
  }

  /** Whether calls are refused at this moment, and how often that began. */
  BreakerState breaker() {
    return breaker.state();
  }

  RedissonClient client() {
    return client;
  }

  /** The threads of the client, for what must not be done in those of users. */
  Executor threads() {
    return threads;
  }

  /** Whether keys of different partitions may lie on different servers. */
  boolean isCluster() {
    return cluster;
  }

  /**
   * The values of keys that share a slot, or of any on a single server.
   *
   * @param route a key in that slot
   */
  CompletableFuture<List<Object>> values(String route, Object[] keys) {
    return answers.repeated(
        () -> commands.readAsync(route, ByteArrayCodec.INSTANCE, RedisCommands.MGET, keys));
  }

  /**
   * The same from the master, whatever is configured: a replica may be behind what was announced.
   *
   * @param route a key in that slot
   */
  CompletableFuture<List<Object>> currentValues(String route, Object[] keys) {
    return answers.repeated(
        () -> commands.writeAsync(route, ByteArrayCodec.INSTANCE, RedisCommands.MGET, keys));
  }

  /** The values of fields of a hash, from the master. */
  CompletableFuture<List<Object>> fields(String key, String... fields) {
    Object[] named = Stream.concat(Stream.of(key), Stream.of(fields)).toArray();
    return answers.repeated(() -> commands.writeAsync(key, ByteArrayCodec.INSTANCE, HMGET, named));
  }

  /**
   * Runs a script that may be sent again when its answer is late.
   *
   * @param route a key in the slot of all keys
   */
  CompletableFuture<List<Object>> run(
      Script script, String route, List<Object> keys, Object... arguments) {
    return taught(
        script,
        route,
        () ->
            answers.repeated(
                () ->
                    commands.evalWriteAsync(
                        route, ByteArrayCodec.INSTANCE, EVALSHA, script.sha(), keys, arguments)));
  }

  /** Runs a script that must not be sent again once it may have been carried out. */
  CompletableFuture<List<Object>> runOnce(
      Script script, String route, List<Object> keys, Object... arguments) {
    return taught(
        script,
        route,
        () ->
            limited(
                commands.evalWriteNoRetryAsync(
                    route, ByteArrayCodec.INSTANCE, EVALSHA, script.sha(), keys, arguments),
                Duration.ZERO));
  }

  /** A server that does not know the script has done nothing; it is taught, and asked again. */
  private CompletableFuture<List<Object>> taught(
      Script script, String route, Supplier<CompletableFuture<List<Object>>> evaluation) {
    return evaluation
        .get()
        .exceptionallyCompose(
            failure ->
                Causes.include(failure, RedisNoScriptException.class)
                    ? load(script, route).thenCompose(sha -> evaluation.get())
                    : CompletableFuture.failedFuture(failure));
  }

  private CompletableFuture<String> load(Script script, String route) {
    return answers.repeated(
        () ->
            commands.writeAsync(
                route, StringCodec.INSTANCE, RedisCommands.SCRIPT_LOAD, script.text()));
  }

  /**
   * Gives an answer up that Redis may give later than those of other commands.
   *
   * @param later by how much
   */
  <T> CompletableFuture<T> limited(RFuture<T> answer, Duration later) {
    return answers.limited(answer, later);
  }

  /** The masters, as a scan has to go through them. */
  Collection<MasterSlaveEntry> masterEntries() {
    return commands.getConnectionManager().getEntrySet();
  }

  /** One page of a scan. */
  CompletableFuture<ListScanResult<String>> scan(
      MasterSlaveEntry master, String cursor, String pattern, int count) {
    return answers.repeated(
        () ->
            commands.writeAsync(
                master,
                StringCodec.INSTANCE,
                RedisCommands.SCAN,
                cursor,
                "MATCH",
                pattern,
                "COUNT",
                count));
  }

  /** The server's time: seconds, and microseconds of the second. */
  CompletableFuture<List<Object>> time() {
    return answers.repeated(() -> commands.readRandomAsync(ByteArrayCodec.INSTANCE, TIME));
  }

  /**
   * Refuses at once while the breaker is open.
   *
   * @throws IllegalStateException if this connection is closed
   */
  void requirePermit() {
    if (closed) {
      throw ended();
    }
    if (!breaker.permits()) {
      contact.refused();
      throw TierException.away(
          "Redis has not answered lately; calls are refused until it does", null, true);
    }
  }

  /**
   * Waits for an answer, for as long as is configured and no longer. Interrupts do not end the
   * wait.
   *
   * @param what is asked, for the message of a failure
   */
  <T> T await(CompletableFuture<T> answer, String what) {
    return await(answer, what, Duration.ZERO);
  }

  /**
   * Waits for an answer that Redis may give later than those of other commands.
   *
   * @param later by how much
   * @throws IllegalStateException if this connection is closed, before or meanwhile
   */
  <T> T await(CompletableFuture<T> answer, String what, Duration later) {
    awaited.put(Thread.currentThread(), answer);
    try {
      if (closed) {
        throw ended();
      }
      T result = answers.await(answer, later);
      breaker.succeeded();
      contact.answered();
      return result;
    } catch (TimeoutException e) {
      throw failure(e, what);
    } catch (ExecutionException e) {
      throw failure(e.getCause() == null ? e : e.getCause(), what);
    } finally {
      awaited.remove(Thread.currentThread());
    }
  }

  /** Waits until answers are there or given up; whoever sent the commands is told what failed. */
  void settle(Collection<CompletableFuture<?>> sent) {
    answers.settle(sent);
  }

  /** What an operation gets that is under way, or comes, when this connection closes. */
  private static IllegalStateException ended() {
    return new IllegalStateException("The cache manager is closed");
  }

  /**
   * Does what the client only does while one waits.
   *
   * @param what is done, for the message of a failure
   */
  <T> T blocking(Supplier<T> call, String what) {
    try {
      return call.get();
    } catch (RedisException e) {
      throw failure(e, what);
    }
  }

  private RuntimeException failure(Throwable cause, String what) {
    if (closed) {
      return ended();
    }
    Throwable reason =
        (cause instanceof CompletionException && cause.getCause() != null)
            ? cause.getCause()
            : cause;
    if (isAbsence(reason)) {
      breaker.failed();
    } else {
      breaker.succeeded();
    }
    String said =
        (reason instanceof TimeoutException)
            ? "no answer within " + TimeUnit.NANOSECONDS.toMillis(timeout) + " ms"
            : reason(reason);
    String message = "Redis could not " + what + ": " + said;
    if (isAbsence(reason) || isReturning(reason)) {
      contact.failed(message, breaker.isOpen());
      return TierException.away(message, reason, wasNotSent(reason));
    }
    contact.answered();
    return new TierException(message, reason, wasNotSent(reason));
  }

  /** Whether a failure means that nobody is there; else one is, and has said no. */
  static boolean isAbsence(Throwable reason) {
    return reason instanceof TimeoutException
        || reason instanceof RedisConnectionException
        || reason instanceof RedisTimeoutException
        || reason instanceof RedisNodeNotFoundException;
  }

  /** What a server says that is about to serve: it loads its data, or has no master just now. */
  private static boolean isReturning(Throwable reason) {
    return reason instanceof RedisLoadingException
        || reason instanceof RedisMasterDownException
        || reason instanceof RedisClusterDownException
        || reason instanceof RedisReadonlyException
        || reason instanceof RedisTryAgainException
        || reason instanceof RedisReconnectedException;
  }

  /** Redisson's time-out is for a command that never left, unless it says it waited for a reply. */
  private static boolean wasNotSent(Throwable reason) {
    return isAbsence(reason)
        && !(reason instanceof TimeoutException)
        && !(reason instanceof RedisResponseTimeoutException)
        && !(reason instanceof WriteRedisConnectionException);
  }

  @Override
  public void close() {
    closed = true;
    awaited.values().forEach(answer -> answer.completeExceptionally(ended()));
    client.shutdown(0, 2, TimeUnit.SECONDS);
    threads.shutdown();
  }

  boolean isClosed() {
    return closed;
  }
}
