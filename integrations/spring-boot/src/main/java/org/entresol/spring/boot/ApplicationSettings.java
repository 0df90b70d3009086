package org.entresol.spring.boot;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.entresol.config.Overrides;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;

/**
 * What an application's own properties say of its caches: all below {@code entresol}, as properties
 * of a manager. Lists and sections become one text each; of a list that several sources have, the
 * first of them decides, as everywhere in Spring Boot.
 */
final class ApplicationSettings {
  /** Where the configuration file lies; no key of it. */
  static final String FILE = "entresol.config";

  /** The key of the packages of the application. */
  static final String PACKAGES = "entresol.packages";

  /** The section for Redis. */
  static final String REDIS = "entresol.redis";

  private static final String PREFIX = "entresol.";
  private static final String ADDRESS = REDIS + ".address";
  private static final String NAMED = "entresol.caches[";

  /** A section whose keys are names of classes, in brackets or not. */
  private static final Pattern CLASSES =
      Pattern.compile("(entresol\\.(?:defaults|caches\\..+)\\.renamed)(?:\\.|\\[)(.+?)]?");

  private final ConfigurableEnvironment environment;
  private final Map<String, Tree> said = new LinkedHashMap<>();

  private ApplicationSettings(ConfigurableEnvironment environment) {
    this.environment = environment;
  }

  /** The properties that an environment holds, its variables of the system included. */
  static Properties in(ConfigurableEnvironment environment) {
    ApplicationSettings settings = new ApplicationSettings(environment);
    for (PropertySource<?> source : environment.getPropertySources()) {
      if (source instanceof EnumerablePropertySource<?> enumerable) {
        settings.add(enumerable.getPropertyNames());
      }
    }
    settings.addRelaxed(Binder.get(environment));
    Properties properties = new Properties();
    settings.said.forEach((name, tree) -> properties.setProperty(name, tree.value()));
    return properties;
  }

  /** What one source says, where no source before it has said it. */
  private void add(String[] names) {
    Map<String, Tree> here = new LinkedHashMap<>();
    for (String name : names) {
      String value =
          name.startsWith(PREFIX) && !isOfTheStarter(name) ? environment.getProperty(name) : null;
      if (value != null) {
        put(here, withoutBrackets(name), value);
      }
    }
    here.forEach(said::putIfAbsent);
  }

  private static boolean isOfTheStarter(String name) {
    return name.equals(FILE) || name.startsWith(EntresolTokensAutoConfiguration.PREFIX + ".");
  }

  private static void put(Map<String, Tree> here, String path, String value) {
    Matcher classes = CLASSES.matcher(path);
    if (classes.matches()) {
      here.computeIfAbsent(classes.group(1), key -> new Tree()).putKey(classes.group(2), value);
    } else {
      String base = base(path);
      here.computeIfAbsent(base, key -> new Tree()).put(path.substring(base.length()), value);
    }
  }

  /** Names of caches with dots or asterisks stand in brackets in Spring Boot's files. */
  private static String withoutBrackets(String name) {
    int end = name.startsWith(NAMED) ? name.indexOf(']') : -1;
    return end < 0
        ? name
        : "entresol.caches." + name.substring(NAMED.length(), end) + name.substring(end + 1);
  }

  /** The property that a name is part of: a list, or the section for Redis, is one. */
  private static String base(String path) {
    if (path.startsWith(REDIS + ".") && !path.equals(ADDRESS)) {
      return REDIS;
    }
    int list = path.indexOf('[');
    return list < 0 ? path : path.substring(0, list);
  }

  /** Keys in other spellings, as variables of the system have them: those that are always there. */
  private void addRelaxed(Binder binder) {
    List<String> keys = new ArrayList<>(Overrides.keysWithoutNames().keySet());
    keys.add("redis.address");
    for (String key : keys) {
      String name = PREFIX + key;
      if (!said.containsKey(name) && ConfigurationPropertyName.isValid(name)) {
        binder
            .bind(name, Bindable.of(String.class))
            .ifBound(value -> said.computeIfAbsent(name, absent -> new Tree()).put("", value));
      }
    }
  }
}
