package org.entresol.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A real redis-server process on a free port of 127.0.0.1, which saves nothing unless told to.
 *
 * <p>It does not outlive this JVM. Its methods may be called by one thread at a time.
 */
public final class RedisServer implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(20);
  private static final int TRIES = 5;

  private final int port;
  private final Path folder;
  private final List<String> arguments;
  private final List<String> configuration;
  private Child process;

  private RedisServer(int port, List<String> arguments, List<String> configuration) {
    this.port = port;
    this.folder = TempFolders.create("redis-" + port + "-");
    this.arguments = arguments;
    this.configuration = configuration;
    this.process = launch();
  }

  /**
   * A running server that answers.
   *
   * @param configuration lines as in redis.conf, such as `maxmemory 10mb`
   */
  public static RedisServer start(String... configuration) {
    return start(List.of(), List.of(configuration));
  }

  /** A running sentinel that answers. */
  static RedisServer startSentinel(List<String> configuration) {
    return start(List.of("--sentinel"), configuration);
  }

  private static RedisServer start(List<String> arguments, List<String> configuration) {
    for (int tries = 1; ; tries++) {
      RedisServer server = new RedisServer(FreePorts.next(), arguments, configuration);
      try {
        server.awaitReady();
        return server;
      } catch (EndedException e) {
        // Another process may have taken the port meanwhile.
        server.close();
        if (tries == TRIES) {
          throw e;
        }
      }
    }
  }

  /** The address as Redisson takes it: `redis://127.0.0.1:port`. */
  public String address() {
    return "redis://127.0.0.1:" + port;
  }

  public int port() {
    return port;
  }

  /** A connection to this server. */
  public RespClient connect() {
    return RespClient.connect(port);
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Ends the process at once (SIGKILL), and with it all that it holds. */
  public void kill() {
    process.kill();
  }

  /** Stops the process (SIGSTOP): its connections stay, but it answers nothing. */
  public void pause() {
    process.pause();
  }

  /** Continues a paused process. */
  public void resume() {
    process.resume();
  }

  /**
   * Starts the server again on the same port with what it has saved, which is nothing unless it was
   * started with `appendonly yes`; kills it first if it runs.
   */
  public void restart() {
    process.kill();
    process = launch();
    awaitReady();
  }

  /** Starts the server again, without data, on the same port; kills it first if it runs. */
  public void restartEmpty() {
    process.kill();
    TempFolders.delete(folder);
    process = launch();
    awaitReady();
  }

  @Override
  public void close() {
    process.kill();
    TempFolders.delete(folder);
  }

  private Child launch() {
    try {
      Files.createDirectories(folder);
      Path file = Files.write(folder.resolve("redis.conf"), lines());
      List<String> command = new ArrayList<>();
      command.add(RedisBinary.path().toString());
      command.add(file.toString());
      command.addAll(arguments);
      return Child.start(
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log().toFile()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("port " + port);
    lines.add("bind 127.0.0.1");
    lines.add("protected-mode no");
    lines.add("dir " + folder);
    lines.add("loglevel warning");
    lines.add("save \"\"");
    lines.add("appendonly no");
    lines.addAll(configuration);
    return lines;
  }

  private void awaitReady() {
    Waits.until("an answer of " + this, START, () -> !process.isAlive() || answers());
    if (!process.isAlive()) {
      throw new EndedException(this + " ended at once: " + readLog());
    }
  }

  private boolean answers() {
    try (RespClient client = connect()) {
      return client.text("PING").equals("PONG");
    } catch (RespException e) {
      // It wants a password first.
      return e.getMessage() != null && e.getMessage().startsWith("NOAUTH");
    }
  }

  private Path log() {
    return folder.resolve("log.txt");
  }

  private String readLog() {
    try {
      return Files.readString(log());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return "redis-server at port " + port;
  }

  /** The process ended before it answered. */
  private static final class EndedException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    EndedException(String message) {
      super(message);
    }
  }
}
