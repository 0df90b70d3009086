package org.entresol.benchmarks;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The cache of an nginx before a site, with one worker, in a folder of its own. Thread-safe. */
final class NginxCache implements AutoCloseable {
  private static final int LOOKS = 100;
  private static final long PAUSE_MILLIS = 50;
  private static final String CONFIGURATION =
      """
      worker_processes 1;
      pid nginx.pid;
      error_log stderr crit;
      events { }
      http {
        access_log off;
        client_body_temp_path body;
        proxy_temp_path proxy;
        fastcgi_temp_path fastcgi;
        uwsgi_temp_path uwsgi;
        scgi_temp_path scgi;
        proxy_cache_path cache keys_zone=pages:1m;
        keepalive_requests 1000000000;
        server {
          listen 127.0.0.1:%d;
          location / {
            proxy_pass http://127.0.0.1:%d;
            proxy_cache pages;
            proxy_cache_valid 1h;
          }
        }
      }
      """;

  private final Process process;
  private final int port;

  private NginxCache(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts one before a site of this machine.
   *
   * @return null where there is no nginx on the path
   */
  static @Nullable NginxCache before(int site) throws IOException, InterruptedException {
    String nginx =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
            .map(folder -> folder + "/nginx")
            .filter(program -> Files.isExecutable(Path.of(program)))
            .findFirst()
            .orElse(null);
    if (nginx == null) {
      return null;
    }
    Path folder = Files.createTempDirectory("nginx");
    int port = freePort();
    Path file =
        Files.writeString(folder.resolve("nginx.conf"), CONFIGURATION.formatted(port, site));
    Process process =
        new ProcessBuilder(
                nginx,
                "-p",
                folder.toString(),
                "-c",
                file.toString(),
                "-g",
                "daemon off;" + (isRoot() ? " user root;" : ""))
            .inheritIO()
            .start();
    NginxCache cache = new NginxCache(process, port);
    for (int look = 0; look < LOOKS && !cache.answers(); look++) {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    }
    return cache;
  }

  /** Whose workers would else be somebody who may not write into the folder. */
  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private boolean answers() {
    try (WebClient client = new WebClient(port)) {
      return client.ask(WebClient.request("/plain/page")) > 0;
    } catch (IOException e) {
      return false;
    }
  }

  int port() {
    return port;
  }

  /** The nanoseconds for which cores have worked for its answers. */
  long worked() {
    return process
        .descendants()
        .map(worker -> worker.info().totalCpuDuration().orElse(Duration.ZERO))
        .mapToLong(Duration::toNanos)
        .sum();
  }

  @Override
  public void close() {
    process.destroy();
  }
}
