package org.entresol.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.entresol.testing.RedisServers;

/** A page over a fleet of its own, which looks often. Closed by who makes it. */
final class Page implements AutoCloseable {

  /** The token of somebody who may change something. */
  static final String TOKEN = "a-token-of-the-tests";

  private final String namespace = "shop-" + UUID.randomUUID().toString().substring(0, 8);
  private final List<String> journal = new CopyOnWriteArrayList<>();
  private final Fleet fleet = Fleet.at(RedisServers.shared().address(), namespace);
  private final Console console;

  private Page(Console.Builder builder) throws IOException {
    console =
        builder
            .namespace(namespace)
            .journal(journal::add)
            .times(new WatchTimes(Duration.ofMillis(200), Duration.ofMillis(500)))
            .start();
  }

  /** A page to look at. */
  static Page readOnly() throws IOException {
    return new Page(Console.at(RedisServers.shared().address()));
  }

  /** A page whose token Anna has. */
  static Page withToken(Path folder) throws IOException {
    Path file = folder.resolve("tokens");
    Files.writeString(file, "# who may\n\nanna " + TOKEN + "\n", UTF_8);
    return new Page(Console.at(RedisServers.shared().address()).tokenFile(file));
  }

  String namespace() {
    return namespace;
  }

  Fleet fleet() {
    return fleet;
  }

  /** What it has told of changes. */
  List<String> journal() {
    return journal;
  }

  /** Where it is, with a slash at the end. */
  String address() {
    return console.address().toString();
  }

  /** Host and port, as a browser says them. */
  String host() {
    return console.address().getAuthority();
  }

  @Override
  public void close() {
    console.close();
    fleet.close();
  }
}
