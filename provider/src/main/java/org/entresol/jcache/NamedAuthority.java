package org.entresol.jcache;

import org.entresol.Stack.Authority;
import org.entresol.config.ConfigurationException;
import org.entresol.config.DiskSection;
import org.entresol.config.ManagerConfiguration;
import org.entresol.config.RedisSection;
import org.entresol.config.RedisTerms;
import org.entresol.config.Start;
import org.entresol.tier.DiskBound;
import org.entresol.tier.Durability;
import org.entresol.tier.Eviction;
import org.entresol.tier.TierDirectory;
import org.entresol.tier.TierSettings;
import org.jspecify.annotations.Nullable;

/**
 * A shared authority that a configuration names. Immutable.
 *
 * <p>Its text says where it is named.
 */
sealed interface NamedAuthority {

  /** Which it is. */
  Authority authority();

  /** How it is reached. */
  TierSettings settings();

  /** Whether a manager opens without it, and joins it later. */
  boolean isLazy();

  /** The exception that says why nobody leads there. */
  ConfigurationException unserved(NotInstalledException reason);

  /** The exception that says why what leads there did not take the settings. */
  RuntimeException refused(RuntimeException thrown);

  /** The Redis of a configuration, or null. */
  static @Nullable NamedAuthority redis(ManagerConfiguration configuration) {
    RedisSection section = configuration.redis();
    return (section == null)
        ? null
        : new Redis(section, configuration.redisTerms(), configuration.namespace());
  }

  /** The directory of a configuration, or null. */
  static @Nullable NamedAuthority disk(ManagerConfiguration configuration) {
    DiskSection section = configuration.disk();
    return (section == null)
        ? null
        : new Disk(section, configuration.redisTerms(), configuration.namespace());
  }

  private static TierSettings settings(
      String yaml, String namespace, RedisTerms terms, @Nullable TierDirectory directory) {
    return new TierSettings(
        yaml,
        namespace,
        terms.commandTimeout(),
        terms.breakerFailures(),
        terms.breakerPause(),
        terms.connectTimeout(),
        directory);
  }

  /** A Redis. */
  record Redis(RedisSection section, RedisTerms terms, String namespace) implements NamedAuthority {

    @Override
    public Authority authority() {
      return Authority.REDIS;
    }

    @Override
    public TierSettings settings() {
      return NamedAuthority.settings(section.yaml(), namespace, terms, null);
    }

    @Override
    public boolean isLazy() {
      return terms.start() == Start.LAZY;
    }

    @Override
    public ConfigurationException unserved(NotInstalledException reason) {
      return section.unserved(reason);
    }

    @Override
    public RuntimeException refused(RuntimeException thrown) {
      return section.refused(thrown);
    }

    @Override
    public String toString() {
      return section.toString();
    }
  }

  /** A directory of this machine, which is there or not: there is no waiting for it. */
  record Disk(DiskSection section, RedisTerms terms, String namespace) implements NamedAuthority {

    @Override
    public Authority authority() {
      return Authority.DISK;
    }

    @Override
    public TierSettings settings() {
      return NamedAuthority.settings(
          "",
          namespace,
          terms,
          new TierDirectory(
              section.path(),
              section.shards(),
              Durability.valueOf(section.synchronous().name()),
              new DiskBound(section.maxBytes(), Eviction.valueOf(section.eviction().name()))));
    }

    @Override
    public boolean isLazy() {
      return false;
    }

    @Override
    public ConfigurationException unserved(NotInstalledException reason) {
      return section.unserved(reason);
    }

    @Override
    public RuntimeException refused(RuntimeException thrown) {
      return thrown;
    }

    @Override
    public String toString() {
      return section.toString();
    }
  }
}
