package org.entresol.console;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.entresol.console.web.Json;
import org.entresol.tier.redis.RedisSurvey;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows all of it in a browser. */
@Command(
    name = "serve",
    description = {
      "Serves a page that shows the caches and their figures over the last hour, until it is ended.",
      "It is to look at, but for who has a token."
    })
final class ServeCommand extends SurveyCommand {

  @Option(
      names = "--port",
      paramLabel = "<port>",
      description = "where it is served; 0 for any that is free (default: ${DEFAULT-VALUE})")
  private int port = 8379;

  @Option(
      names = "--bind",
      paramLabel = "<address>",
      description =
          "the address that is listened at (default: ${DEFAULT-VALUE}); another than that of this"
              + " machine needs --token-file, to look as well")
  private String bind = "127.0.0.1";

  @Option(
      names = "--host",
      paramLabel = "<name>",
      description =
          "what the server may be called beside its address, behind a proxy; may be said several"
              + " times, and needs --token-file, to look as well")
  private List<String> hosts = new ArrayList<>();

  @Option(
      names = "--token-file",
      paramLabel = "<file>",
      description =
          "who may change something: in each line a name, a blank, and a token of 16 characters or"
              + " more")
  private @Nullable Path tokenFile;

  @Override
  int run(RedisSurvey survey) {
    if (port < 0 || port > 65_535) {
      throw new RefusedException("--port %d is not allowed; allowed: 0 to 65535".formatted(port));
    }
    try (Console console = builder().start(survey)) {
      if (isJson()) {
        screen().line(Json.of(Map.of("address", console.address().toString())));
      } else {
        screen()
            .line(
                "The page is at %s, to look at%s. Control-C ends it."
                    .formatted(
                        console.address(),
                        tokenFile == null ? "" : "; who has a token may change something"));
      }
      screen().out().flush();
      new CountDownLatch(1).await();
      return ExitCode.OK;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.OK;
    } catch (IOException e) {
      throw new RefusedException("the page cannot be served: " + e);
    }
  }

  private Console.Builder builder() throws IOException {
    Console.Builder builder =
        Console.at("")
            .bind(InetAddress.getByName(bind))
            .port(port)
            .journal(text -> screen().error(Instant.now() + " " + text));
    hosts.forEach(builder::host);
    if (namespace() != null) {
      builder.namespace(namespace());
    }
    return (tokenFile == null) ? builder : builder.tokenFile(tokenFile);
  }
}
