package org.entresol.console;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.entresol.console.Sequences.Changes;
import org.entresol.tier.redis.CacheName;
import org.entresol.tier.redis.RedisSurvey;
import org.entresol.tier.redis.ServerReport;
import org.jspecify.annotations.Nullable;

/**
 * What goes on at one time.
 *
 * @param servers the masters
 * @param nodes how many hear of the changes of each namespace, where the user may ask
 * @param changes how often each cache changes, the busiest first
 */
record Moment(List<ServerReport> servers, Map<String, OptionalLong> nodes, List<Changes> changes) {

  /** What goes on now, beside changes that were counted. */
  static Moment of(RedisSurvey survey, List<Changes> changes) {
    Map<String, OptionalLong> nodes = new LinkedHashMap<>();
    changes.forEach(change -> nodes.computeIfAbsent(change.name().namespace(), survey::nodes));
    return new Moment(survey.servers(), nodes, changes);
  }

  /** How many nodes hear of the changes of a cache; nothing where the user may not ask. */
  OptionalLong nodes(CacheName name) {
    return nodes.getOrDefault(name.namespace(), OptionalLong.empty());
  }

  /** Its fields for JSON. */
  Map<String, @Nullable Object> document() {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("servers", servers.stream().map(Moment::document).toList());
    document.put("caches", changes.stream().map(this::document).toList());
    return document;
  }

  private Map<String, @Nullable Object> document(Changes change) {
    OptionalLong heard = nodes(change.name());
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("namespace", change.name().namespace());
    document.put("cache", change.name().toString());
    document.put("changesPerSecond", Math.round(change.perSecond() * 10) / 10.0);
    document.put("nodes", heard.isPresent() ? heard.getAsLong() : null);
    return document;
  }

  private static Map<String, Object> document(ServerReport server) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("address", server.address());
    document.put("commandsPerSecond", server.number("instantaneous_ops_per_sec"));
    document.put("usedMemory", server.number("used_memory"));
    document.put("clients", server.number("connected_clients"));
    return document;
  }
}
