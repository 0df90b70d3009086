package org.entresol.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A real PostgreSQL server on a free port of 127.0.0.1, with its data in a temporary folder.
 *
 * <p>What it has committed survives the end of its process, not that of the machine. It does not
 * outlive this JVM. Its methods may be called by one thread at a time.
 */
public final class PostgresServer implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(60);
  private static final String USER = "test";

  /** No wait for the disk. */
  private static final List<String> SETTINGS =
      List.of("fsync=off", "full_page_writes=off", "max_connections=200");

  private final int port = FreePorts.next();
  private final Path folder = TempFolders.create("postgres-" + port + "-");
  private final List<String> settings;
  private final AtomicInteger databases = new AtomicInteger();
  private Child process;

  private PostgresServer(List<String> settings, Consumer<PostgresServer> filling) {
    this.settings = Stream.concat(SETTINGS.stream(), settings.stream()).toList();
    Unprivileged.giveAccess(folder);
    filling.accept(this);
    this.process = launch();
  }

  /**
   * A running server that answers.
   *
   * @param settings as in postgresql.conf, such as `idle_in_transaction_session_timeout=1s`
   */
  public static PostgresServer start(String... settings) {
    return new PostgresServer(List.of(settings), PostgresServer::initialize).ready();
  }

  private PostgresServer ready() {
    try {
      awaitReady();
      return this;
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * A running streaming replica of this server, which is killed and started again for it.
   *
   * @return a standby that answers, and follows what this server does from now on
   */
  public PostgresServer replica() {
    kill();
    String primary = "primary_conninfo=host=127.0.0.1 port=" + port + " user=" + USER;
    List<String> all = Stream.concat(settings.stream(), Stream.of(primary)).toList();
    PostgresServer replica = new PostgresServer(all, standby -> standby.copyOf(this));
    try {
      process = launch();
      awaitReady();
    } catch (RuntimeException e) {
      replica.close();
      throw e;
    }
    return replica.ready();
  }

  /** The address here of a database whose address at another server is known. */
  public String here(String url) {
    return url.replaceFirst("(//[^:/]+):\\d+", "$1:" + port);
  }

  /** Creates a database that nobody else uses, and returns its address as JDBC takes it. */
  public String createDatabase() {
    String name = "test" + databases.incrementAndGet();
    try (Connection connection = DriverManager.getConnection(url("postgres"));
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
      return url(name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Ends the server at once: connections break, and transactions that are open are lost. */
  public void kill() {
    // The first process ends the others, each of which is a connection; SIGKILL would leave them.
    process.quit();
  }

  /** Starts the server again with what it had committed; kills it first if it runs. */
  public void restart() {
    kill();
    process = launch();
    awaitReady();
  }

  @Override
  public void close() {
    kill();
    TempFolders.delete(folder);
  }

  private String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=" + USER;
  }

  private void initialize() {
    Child initdb =
        run(
            "initdb",
            "--pgdata=" + data(),
            "--username=" + USER,
            "--auth=trust",
            "--encoding=UTF8",
            "--no-locale",
            "--no-sync");
    if (!initdb.awaitExit(START) || initdb.process().exitValue() != 0) {
      initdb.kill();
      throw new IllegalStateException("initdb failed: " + readLog());
    }
  }

  private void copyOf(PostgresServer stopped) {
    Path from = stopped.folder.resolve("data");
    Path to = folder.resolve("data");
    try (Stream<Path> paths = Files.walk(from)) {
      for (Path path : paths.toList()) {
        Files.copy(path, to.resolve(from.relativize(path)), StandardCopyOption.COPY_ATTRIBUTES);
      }
      Files.deleteIfExists(to.resolve("postmaster.pid"));
      Files.createFile(to.resolve("standby.signal"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Unprivileged.giveAccess(folder);
  }

  private Child launch() {
    List<String> arguments =
        new ArrayList<>(List.of("-D", data(), "-p", "" + port, "-h", "127.0.0.1", "-k", ""));
    settings.forEach(setting -> arguments.addAll(List.of("-c", setting)));
    return run("postgres", arguments.toArray(String[]::new));
  }

  private Child run(String program, String... arguments) {
    return Child.start(
        new ProcessBuilder(Unprivileged.command(PostgresBinaries.path(program), arguments))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile())));
  }

  private void awaitReady() {
    Waits.until("an answer of " + this, START, () -> !process.isAlive() || answers());
    if (!process.isAlive()) {
      throw new IllegalStateException(this + " ended at once: " + readLog());
    }
  }

  private boolean answers() throws SQLException {
    try (Connection connection = DriverManager.getConnection(url("postgres"))) {
      return connection.isValid((int) START.toSeconds());
    }
  }

  private String data() {
    return folder.resolve("data").toString();
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
    return "PostgreSQL at port " + port;
  }
}
