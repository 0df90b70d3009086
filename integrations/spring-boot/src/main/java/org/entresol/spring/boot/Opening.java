package org.entresol.spring.boot;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.Properties;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.entresol.EntresolCacheManager;
import org.entresol.TypePattern;
import org.entresol.config.KnownClasses;
import org.entresol.config.ManagerConfiguration;
import org.entresol.jcache.EntresolCachingProvider;
import org.entresol.tier.redis.RedisTiers;
import org.entresol.time.Clock;
import org.jspecify.annotations.Nullable;
import org.redisson.config.Config;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.util.ClassUtils;

/**
 * The opening of the one manager of an application: its file, with the application's properties
 * laid over it, Spring Data's Redis where neither names one, and the application's packages.
 *
 * <p>The manager belongs to a provider of its own, so that two contexts in one JVM, each with its
 * properties, never meet, and each closes its own.
 *
 * @param uri the manager's, which leads to the file
 * @param loader finds the file, and the classes of what the caches hold
 * @param application the name of the application, or an empty text
 * @param settings the application's properties; what is found out here is added to them
 */
record Opening(URI uri, ClassLoader loader, String application, Properties settings) {
  private static final String NAMESPACE = "namespace";

  private static final String REDIS_TIERS = "org.entresol.tier.redis.RedisTiers";

  private static final Logger LOG = System.getLogger(Opening.class.getName());

  /**
   * Opens it.
   *
   * @param spring how Spring Data reaches Redis
   * @param packages those of the application
   * @param bundles finds keys and certificates by the name of their bundle
   * @throws RuntimeException if the configuration is refused, or Redis has to be there and is not
   */
  EntresolCacheManager open(
      SpringRedis spring, Collection<String> packages, Function<String, SslBundle> bundles) {
    ManagerConfiguration said = ManagerConfiguration.load(uri, loader, settings);
    boolean springs = said.redis() == null && spring.isSaid() && leadsToRedis();
    if (springs) {
      take(spring, said);
    }
    if (springs || said.redis() != null) {
      allow(said.packages(), packages);
      share(said);
    }
    String bundle = springs ? spring.bundle() : null;
    EntresolCachingProvider provider =
        bundle == null
            ? new EntresolCachingProvider()
            : new EntresolCachingProvider(
                new RedisTiers(certified(bundles.apply(bundle))), Clock.system());
    return provider.getCacheManager(uri, loader, settings);
  }

  /** Spring Data's Redis may be there for others, in an application whose caches have none. */
  private boolean leadsToRedis() {
    return ClassUtils.isPresent(REDIS_TIERS, loader);
  }

  private void take(SpringRedis spring, ManagerConfiguration said) {
    settings.setProperty(ApplicationSettings.REDIS, spring.yaml());
    limit("command-timeout", said, spring.timeout());
    limit("connect-timeout", said, spring.connectTimeout());
  }

  /** Instances of one application share their caches, and those of others have their own. */
  private void share(ManagerConfiguration said) {
    if (said.says(NAMESPACE) || application.isBlank()) {
      return;
    }
    if (application.matches("[A-Za-z0-9._-]+")) {
      settings.setProperty("entresol." + NAMESPACE, application);
    } else {
      LOG.log(
          Level.WARNING,
          "The application''s name \"{0}\" cannot be the namespace of its caches, which is \"{1}\""
              + " as for all that have none; say `entresol.namespace`, in letters, digits, dots,"
              + " dashes and underscores",
          application,
          said.namespace());
    }
  }

  /** Spring Data's limit holds where nobody has said Entresol's. */
  private void limit(String key, ManagerConfiguration said, @Nullable Duration springs) {
    if (springs != null && !said.says(key)) {
      settings.setProperty("entresol." + key, Math.max(1, springs.toMillis()) + "ms");
    }
  }

  private void allow(Collection<TypePattern> said, Collection<String> packages) {
    Collection<String> own =
        packages.stream()
            .filter(name -> !KnownClasses.isOfOthers(name))
            .map(name -> name + ".**")
            .collect(Collectors.toCollection(TreeSet::new));
    packages.stream()
        .filter(KnownClasses::isOfOthers)
        .forEach(
            name ->
                LOG.log(
                    Level.WARNING,
                    "Caches do not allow the classes of the package ''{0}'' by themselves, since"
                        + " others have classes there, too; say `entresol.packages` for yours",
                    name));
    if (!own.isEmpty()) {
      LOG.log(Level.INFO, "Caches in Redis may hold the application''s classes: {0}", own);
      settings.setProperty(
          ApplicationSettings.PACKAGES,
          Stream.concat(said.stream().map(TypePattern::text), own.stream())
              .distinct()
              .collect(Collectors.joining(", ", "[", "]")));
    }
  }

  private static Consumer<Config> certified(SslBundle bundle) {
    return config -> {
      config.setSslKeyManagerFactory(bundle.getManagers().getKeyManagerFactory());
      config.setSslTrustManagerFactory(bundle.getManagers().getTrustManagerFactory());
      if (bundle.getOptions().getCiphers() != null) {
        config.setSslCiphers(bundle.getOptions().getCiphers());
      }
      if (bundle.getOptions().getEnabledProtocols() != null) {
        config.setSslProtocols(bundle.getOptions().getEnabledProtocols());
      }
    };
  }
}
