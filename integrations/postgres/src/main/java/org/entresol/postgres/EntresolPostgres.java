package org.entresol.postgres;

import java.net.URI;
import java.util.List;
import java.util.Properties;
import org.entresol.config.ConfigurationException;
import org.entresol.config.ManagerConfiguration;
import org.entresol.feed.FeedSettings;

/** What a database needs so that caches can follow it. Stateless. */
public final class EntresolPostgres {
  private EntresolPostgres() {}

  /**
   * The statements that make what the section {@code postgres} of a configuration needs in its
   * database; each may be run again. Nothing is connected to.
   *
   * @param configuration the URI of the manager
   * @param loader finds resources, and the classes that the configuration names
   * @return statements without a semicolon at their ends
   * @throws ConfigurationException if the configuration has no such section, or cannot be used
   */
  public static List<String> ddl(URI configuration, ClassLoader loader) {
    ManagerConfiguration read = ManagerConfiguration.load(configuration, loader, new Properties());
    FeedSettings settings = read.feed();
    if (settings == null) {
      throw new ConfigurationException(
          ManagerConfiguration.shown(configuration)
              + ": has no section postgres; allowed: a configuration with one");
    }
    return PostgresFeeds.setup(settings, read.namespace(), FollowedTable.of(settings.tables()))
        .ddl();
  }

  /**
   * Prints these statements.
   *
   * @param arguments the URI of a configuration; without one, that of the default manager
   */
  public static void main(String[] arguments) {
    URI configuration =
        arguments.length == 0 ? ManagerConfiguration.defaultUri() : URI.create(arguments[0]);
    for (String statement : ddl(configuration, EntresolPostgres.class.getClassLoader())) {
      System.out.println(statement + ";");
    }
  }
}
