package org.entresol.postgres;

import java.io.IOException;
import java.net.URL;
import java.time.Duration;
import java.util.Enumeration;
import org.entresol.feed.ChangeFeed;
import org.entresol.feed.ChangeFeedFactory;
import org.entresol.feed.FeedHost;
import org.entresol.feed.FeedSettings;
import org.jspecify.annotations.Nullable;

/** Feeds whose lengths of time are short, so that tests need not wait for long ones. */
public final class FastFeeds implements ChangeFeedFactory {
  static final Duration LEASE = Duration.ofSeconds(2);

  private final ChangeFeedFactory feeds =
      new PostgresFeeds(
          new Timing(Duration.ofMillis(50), Duration.ofMillis(500), Duration.ofSeconds(1), LEASE));

  @Override
  public String section() {
    return feeds.section();
  }

  @Override
  public ChangeFeed open(FeedSettings settings, FeedHost host) {
    return feeds.open(settings, host);
  }

  @Override
  public boolean reaches(@Nullable String snapshot, String horizon) {
    return feeds.reaches(snapshot, horizon);
  }

  /** A class loader by which managers find these and no others. */
  static ClassLoader loader() {
    ClassLoader parent = FastFeeds.class.getClassLoader();
    return new ClassLoader(parent) {
      @Override
      public Enumeration<URL> getResources(String name) throws IOException {
        return super.getResources(
            name.equals("META-INF/services/" + ChangeFeedFactory.class.getName())
                ? "fast/feeds"
                : name);
      }
    };
  }
}
