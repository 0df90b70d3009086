package org.entresol.console;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.entresol.tier.TierException;
import org.entresol.tier.redis.CacheName;
import org.entresol.tier.redis.Census;
import org.entresol.tier.redis.RedisSurvey;
import org.entresol.tier.redis.ServerReport;

/** What is wrong with what lies in a Redis for caches. One thread's. */
final class CacheFindings {

  private final RedisSurvey survey;
  private final List<CacheName> caches;
  private final Census census;
  private final List<ServerReport> servers;
  private final List<Finding> findings = new ArrayList<>();

  /**
   * @param caches those that have a record
   * @param census what lies there
   * @param servers the masters, which may evict it
   */
  CacheFindings(
      RedisSurvey survey, List<CacheName> caches, Census census, List<ServerReport> servers) {
    this.survey = survey;
    this.caches = caches;
    this.census = census;
    this.servers = servers;
  }

  /** All that was found, with one finding at least of what is left over, and of lifetimes. */
  List<Finding> all() {
    caches.forEach(this::record);
    census.caches().stream().filter(name -> !caches.contains(name)).forEach(this::withoutRecord);
    versions();
    caches.forEach(this::seen);
    if (findings.isEmpty()) {
      findings.add(Finding.ok("leftovers", "nothing is left of older releases"));
    }
    lifetimes();
    return List.copyOf(findings);
  }

  private void record(CacheName name) {
    try {
      Object unused = survey.cache(name);
    } catch (TierException e) {
      e.requireRefusal();
      findings.add(
          Finding.error(
              "formats",
              String.valueOf(e.getMessage()),
              "use the release that has written it, or remove the cache with that"));
    }
  }

  private void withoutRecord(CacheName name) {
    findings.add(
        Finding.warning(
            "leftovers",
            "of '%s' in %s there are %s entries, but no record"
                .formatted(name, name.namespace(), Units.count(census.of(name).extent().entries())),
            "open the cache and destroy it, or unlink its keys"));
  }

  private void versions() {
    Map<List<String>, List<Integer>> versions =
        caches.stream()
            .collect(
                groupingBy(
                    name -> List.of(name.namespace(), name.cache()),
                    LinkedHashMap::new,
                    mapping(name -> name.version().orElse(0), toList())));
    versions.forEach(
        (name, found) -> {
          if (found.size() > 1) {
            findings.add(
                Finding.warning(
                    "leftovers",
                    "there are the versions %s of '%s' in %s"
                        .formatted(found, name.get(1), name.get(0)),
                    "when no node is left with an older one, open that version and destroy it"));
          }
        });
  }

  private void seen(CacheName name) {
    Census.Tally tally = census.of(name);
    if (tally.unknown() > 0) {
      findings.add(
          Finding.warning(
              "formats",
              "%d of %d entries of '%s' are of an unknown format, and read as none"
                  .formatted(tally.unknown(), tally.read(), name),
              "let them expire, or clear the cache"));
    }
    if (tally.aside() > 0) {
      findings.add(
          Finding.warning(
              "queue",
              "pending writes of '%s' that could not be read lie aside in %d partitions"
                  .formatted(name, tally.aside()),
              "look at the keys that end with q:bad, and unlink them"));
    }
  }

  private void lifetimes() {
    boolean bounded = servers.stream().allMatch(ServerReport::evictsWhatNeverExpires);
    List<CacheName> eternal =
        caches.stream().filter(name -> census.of(name).eternal() > 0).toList();
    if (eternal.isEmpty()) {
      findings.add(Finding.ok("lifetimes", "no entry was met that never expires"));
    }
    for (CacheName name : eternal) {
      Census.Tally tally = census.of(name);
      String said =
          "%d of %d entries of '%s' never expire".formatted(tally.eternal(), tally.looked(), name);
      findings.add(
          bounded
              ? Finding.ok("lifetimes", said + ", and Redis evicts")
              : Finding.warning(
                  "lifetimes",
                  said + ", and nothing bounds them",
                  "give the cache an expiry, or Redis maxmemory with a policy allkeys-"));
    }
  }
}
