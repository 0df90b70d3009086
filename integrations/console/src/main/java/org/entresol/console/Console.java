package org.entresol.console;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.entresol.console.web.PageOptions;
import org.entresol.console.web.PageServer;
import org.entresol.console.web.Tokens;
import org.entresol.tier.redis.RedisSurvey;
import org.entresol.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * The page that shows what lies in a Redis, and changes it for who has a token. It may run in the
 * JVM of an application or beside it. Thread-safe.
 *
 * <pre>{@code
 * Console console = Console.at("redis://127.0.0.1:6379").namespace("shop").start();
 * }</pre>
 */
public final class Console implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Console.class.getName());

  private final Watch watch;
  private final PageServer server;
  private final Runnable end;

  private Console(Watch watch, PageServer server, Runnable end) {
    this.watch = watch;
    this.server = server;
    this.end = end;
  }

  /**
   * A console that is not started yet, for this machine alone and to look at.
   *
   * @param address {@code redis://[user:password@]host[:port][/database]}, or {@code rediss://}
   */
  public static Builder at(String address) {
    return new Builder(requireNonNull(address, "address"));
  }

  /** Where the page is. */
  public URI address() {
    return server.address();
  }

  @Override
  public void close() {
    server.close();
    watch.close();
    end.run();
  }

  /** What a console is made of. One thread's. */
  public static final class Builder {
    private final String redis;
    private final List<String> names = new ArrayList<>();
    private @Nullable String namespace;
    private InetAddress bind = InetAddress.getLoopbackAddress();
    private int port;
    private @Nullable Path tokenFile;
    private Consumer<String> journal = text -> LOG.log(System.Logger.Level.INFO, text);
    private WatchTimes times = WatchTimes.USUAL;

    private Builder(String redis) {
      this.redis = redis;
    }

    /** Shows what lies in a namespace alone; without it, what lies in all. */
    public Builder namespace(String name) {
      namespace = requireNonNull(name, "name");
      return this;
    }

    /** Listens at an address; where others than this machine reach it, it needs tokens. */
    public Builder bind(InetAddress address) {
      bind = requireNonNull(address, "address");
      return this;
    }

    /** Listens at a port; 0, as without it, for any that is free. */
    public Builder port(int number) {
      port = number;
      return this;
    }

    /** Answers also who calls it so, with the port if it is in the name: behind a proxy. */
    public Builder host(String name) {
      names.add(requireNonNull(name, "name"));
      return this;
    }

    /** Lets change something who has a token: in each line a name, a blank and a token. */
    public Builder tokenFile(Path file) {
      tokenFile = requireNonNull(file, "file");
      return this;
    }

    /** Tells somebody else than the log who has changed what; called by several threads. */
    public Builder journal(Consumer<String> told) {
      journal = requireNonNull(told, "told");
      return this;
    }

    Builder times(WatchTimes often) {
      times = often;
      return this;
    }

    /**
     * Starts it.
     *
     * @throws IOException if the port cannot be listened at, or the file of tokens cannot be read
     * @throws IllegalArgumentException that says what is not allowed
     * @throws RuntimeException if Redis is not there
     */
    public Console start() throws IOException {
      RedisSurvey survey = Surveys.open(redis, namespace);
      try {
        return start(survey, survey::close);
      } catch (IOException | RuntimeException e) {
        survey.close();
        throw e;
      }
    }

    /** Starts it over a survey that is there already, and stays open. */
    Console start(RedisSurvey survey) throws IOException {
      return start(survey, () -> {});
    }

    private Console start(RedisSurvey survey, Runnable end) throws IOException {
      Tokens tokens = (tokenFile == null) ? Tokens.NONE : Tokens.of(tokenFile);
      PageOptions options =
          new PageOptions(bind, port, names, tokens, new OnceAMinute(journal, Clock.system()));
      Watch watch = new Watch(survey, namespace, times, Clock.system());
      PageRoutes routes = new PageRoutes(survey, namespace, watch, !tokens.isEmpty(), journal);
      PageServer server = PageServer.start(options, routes.all());
      watch.start();
      return new Console(watch, server, end);
    }
  }
}
