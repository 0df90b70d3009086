package org.entresol;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The libraries whose classes are known, so that nobody has to name them to have them in Redis.
 *
 * <p>Of each library there is a closed list of what it keeps in caches, and of the fields that are
 * no part of its keys. It is used where the class loader of the manager sees the library.
 */
public enum Preset {
  /** Spring's cache abstraction and JCache interceptors, and the pages of Spring Data. */
  SPRING("spring"),
  /** The users, authorities and authentications of Spring Security. */
  SPRING_SECURITY("spring-security"),
  /** The second-level and query cache of Hibernate ORM. */
  HIBERNATE("hibernate"),
  /** The aggregation and idempotent repositories of Apache Camel. */
  CAMEL("camel"),
  /** The states of Bucket4j's buckets. */
  BUCKET4J("bucket4j"),
  /** The sessions and the account and authorization data of Apache Shiro. */
  SHIRO("shiro"),
  /** The cache of Resilience4j, which keeps what its user gives it and nothing of its own. */
  RESILIENCE4J("resilience4j"),
  /** The keys of JCache's annotations, as the reference implementation makes them. */
  JCACHE_ANNOTATIONS("jcache-annotations"),
  /** The keys of Micronaut's cache annotations. */
  MICRONAUT("micronaut");

  private final String configName;

  Preset(String configName) {
    this.configName = configName;
  }

  /** The name of this preset in the configuration file and in properties. */
  public String configName() {
    return configName;
  }

  /** The names of all presets, for messages. */
  static String names() {
    return Stream.of(values()).map(Preset::configName).collect(Collectors.joining(", "));
  }

  /** Whether a text is the name of a preset. */
  static boolean isNamed(String text) {
    return Stream.of(values()).anyMatch(preset -> preset.configName.equals(text));
  }
}
