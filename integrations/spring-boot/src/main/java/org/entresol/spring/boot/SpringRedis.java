package org.entresol.spring.boot;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;

/**
 * How Spring Data is told to reach Redis, by {@code spring.data.redis}: read from the properties,
 * so that Spring Data need not be there.
 */
final class SpringRedis {
  private static final String PREFIX = "spring.data.redis.";

  /**
   * Redisson opens 24 before anything is asked, which costs a JVM that has just come up seconds.
   */
  private static final String IDLE_CONNECTIONS = "4";

  private final Binder binder;

  SpringRedis(Binder binder) {
    this.binder = binder;
  }

  /** Whether a server is named. */
  boolean isSaid() {
    return List.of("url", "host", "port", "sentinel.master", "masterreplica.nodes").stream()
            .anyMatch(key -> text(key).isPresent())
        || !list("cluster.nodes").isEmpty();
  }

  /** The name of the bundle with keys and certificates, or null. */
  @Nullable String bundle() {
    return text("ssl.bundle").filter(name -> !name.isBlank()).orElse(null);
  }

  /** How long a call may take, or null. */
  @Nullable Duration timeout() {
    return binder.bind(PREFIX + "timeout", Bindable.of(Duration.class)).orElse(null);
  }

  /** How long connecting may take, or null. */
  @Nullable Duration connectTimeout() {
    return binder.bind(PREFIX + "connect-timeout", Bindable.of(Duration.class)).orElse(null);
  }

  /**
   * The same in Redisson's YAML.
   *
   * @throws IllegalStateException if it cannot be said there; the message names the property
   */
  String yaml() {
    if (text("masterreplica.nodes").isPresent()) {
      throw new IllegalStateException(
          PREFIX
              + "masterreplica is not allowed for caches; allowed: "
              + PREFIX
              + "host, url, cluster or sentinel, or entresol.redis.masterSlaveServersConfig");
    }
    Tree yaml = new Tree();
    text("username").ifPresent(name -> yaml.put("username", name));
    text("password").ifPresent(word -> yaml.put("password", word));
    List<String> cluster = list("cluster.nodes");
    Optional<String> master = text("sentinel.master");
    if (master.isPresent()) {
      sentinel(yaml, master.get());
    } else if (!cluster.isEmpty()) {
      cluster(yaml, cluster);
    } else {
      single(yaml);
    }
    return yaml.value();
  }

  private void sentinel(Tree yaml, String master) {
    String config = "sentinelServersConfig.";
    List<String> nodes = list("sentinel.nodes");
    yaml.put(config + "masterName", master);
    addresses(yaml, config + "sentinelAddresses", nodes);
    text("sentinel.username").ifPresent(name -> yaml.put(config + "sentinelUsername", name));
    text("sentinel.password").ifPresent(word -> yaml.put(config + "sentinelPassword", word));
    text("database").ifPresent(number -> yaml.put(config + "database", number));
    // Redisson wants two of them, lest the only one be away when it is asked first.
    yaml.put(config + "checkSentinelsList", String.valueOf(nodes.size() > 1));
    idle(yaml, config + "masterConnectionMinimumIdleSize");
    clientName(yaml, config);
  }

  private void cluster(Tree yaml, List<String> nodes) {
    String config = "clusterServersConfig.";
    addresses(yaml, config + "nodeAddresses", nodes);
    idle(yaml, config + "masterConnectionMinimumIdleSize");
    clientName(yaml, config);
  }

  private void single(Tree yaml) {
    String config = "singleServerConfig.";
    Optional<String> url = text("url");
    if (url.isPresent()) {
      url(yaml, config, url.get());
    } else {
      yaml.put(
          config + "address",
          address(text("host").orElse("localhost") + ":" + text("port").orElse("6379")));
      text("database").ifPresent(number -> yaml.put(config + "database", number));
    }
    idle(yaml, config + "connectionMinimumIdleSize");
    clientName(yaml, config);
  }

  /** The URL decides over host, port, user, password and database, as it does for Spring Data. */
  private void url(Tree yaml, String config, String text) {
    URI url;
    try {
      url = URI.create(text);
    } catch (IllegalArgumentException e) {
      // Neither the message nor the cause may repeat the text.
      throw notAnUrl();
    }
    if (url.getHost() == null || !List.of("redis", "rediss").contains(url.getScheme())) {
      throw notAnUrl();
    }
    String scheme = url.getScheme().equals("rediss") || isTls() ? "rediss" : "redis";
    int port = url.getPort() < 0 ? 6379 : url.getPort();
    yaml.put(config + "address", scheme + "://" + url.getHost() + ":" + port);
    String user = url.getRawUserInfo();
    if (user != null) {
      int colon = user.indexOf(':');
      if (colon > 0) {
        yaml.put("username", decoded(user.substring(0, colon)));
      }
      yaml.put("password", decoded(user.substring(colon + 1)));
    }
    String path = url.getPath() == null ? "" : url.getPath().replace("/", "");
    if (!path.isEmpty()) {
      yaml.put(config + "database", path);
    } else {
      text("database").ifPresent(number -> yaml.put(config + "database", number));
    }
  }

  private static IllegalStateException notAnUrl() {
    return new IllegalStateException(
        PREFIX
            + "url is not allowed as it is; allowed: redis://[user:password@]host[:port][/database],"
            + " or rediss:// for TLS");
  }

  private static String decoded(String text) {
    // URLDecoder reads the forms of browsers, in which a plus sign is a space.
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private void addresses(Tree yaml, String path, List<String> nodes) {
    for (int i = 0; i < nodes.size(); i++) {
      yaml.put(path + "[" + i + "]", address(nodes.get(i)));
    }
  }

  private String address(String node) {
    return (isTls() ? "rediss://" : "redis://") + node;
  }

  private boolean isTls() {
    return text("ssl.enabled").map(Boolean::parseBoolean).orElse(bundle() != null);
  }

  private static void idle(Tree yaml, String path) {
    yaml.put(path, IDLE_CONNECTIONS);
  }

  private void clientName(Tree yaml, String config) {
    text("client-name").ifPresent(name -> yaml.put(config + "clientName", name));
  }

  private Optional<String> text(String key) {
    return Optional.ofNullable(binder.bind(PREFIX + key, Bindable.of(String.class)).orElse(null));
  }

  private List<String> list(String key) {
    return binder.bind(PREFIX + key, Bindable.listOf(String.class)).orElse(List.of());
  }
}
