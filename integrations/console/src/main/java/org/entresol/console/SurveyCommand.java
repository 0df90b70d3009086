package org.entresol.console;

import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.entresol.tier.redis.CacheName;
import org.entresol.tier.redis.RedisSurvey;
import org.entresol.tier.redis.SurveyedCache;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A command that looks into a Redis: what all of them take, and the way there. */
abstract class SurveyCommand implements Callable<Integer> {

  @Parameters(
      index = "0",
      paramLabel = "<address>",
      description =
          "redis://[user:password@]host[:port][/database], or rediss:// for TLS; one node of a"
              + " cluster leads to all")
  private String address = "";

  @Option(
      names = {"-n", "--namespace"},
      paramLabel = "<namespace>",
      description = "what lies in this namespace alone (default: in all)")
  private @Nullable String namespace;

  @Option(names = "--json", description = "write JSON, as the manual describes it")
  private boolean json;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "show this and end")
  @SuppressWarnings("UnusedVariable") // read by picocli, which then shows it
  private boolean help;

  private @Nullable Screen screen;

  void show(Screen shown) {
    screen = shown;
  }

  Screen screen() {
    return Objects.requireNonNull(screen);
  }

  boolean isJson() {
    return json;
  }

  @Nullable String namespace() {
    return namespace;
  }

  @Override
  public Integer call() {
    try (RedisSurvey survey = Surveys.open(address, namespace)) {
      return run(survey);
    }
  }

  /**
   * Carries the command out.
   *
   * @return the code that it ends with
   */
  abstract int run(RedisSurvey survey);

  /**
   * The cache of a name, which may have a version behind it as in Redis ({@code name%v2}).
   *
   * @throws RefusedException if there is none, or several
   */
  SurveyedCache cache(RedisSurvey survey, String named) {
    List<CacheName> certain = certain(named).filter(survey::has).toList();
    if (certain.size() == 1) {
      return survey.cache(certain.get(0));
    }
    List<CacheName> all = survey.caches(namespace);
    List<CacheName> found = all.stream().filter(name -> name.toString().equals(named)).toList();
    List<CacheName> meant =
        found.isEmpty() ? all.stream().filter(name -> name.cache().equals(named)).toList() : found;
    if (meant.size() != 1) {
      throw new RefusedException(
          meant.isEmpty()
              ? "there is no cache '%s'%s; there are: %s"
                  .formatted(named, in(), all.isEmpty() ? "none" : names(all))
              : "there are several caches '%s'; allowed: one of %s, with --namespace"
                  .formatted(named, names(meant)));
    }
    return survey.cache(meant.get(0));
  }

  /** What a name may mean where the namespace is said: what looks like a version may be none. */
  private Stream<CacheName> certain(String named) {
    return (namespace == null)
        ? Stream.empty()
        : Stream.of(
                CacheName.of(namespace, named),
                new CacheName(namespace, named, OptionalInt.empty()))
            .distinct();
  }

  private String in() {
    return (namespace == null) ? "" : " in the namespace " + namespace;
  }

  private static String names(List<CacheName> caches) {
    return String.join(
            ", ", caches.stream().map(name -> name.namespace() + ":" + name).limit(20).toList())
        + (caches.size() > 20 ? " and more" : "");
  }
}
