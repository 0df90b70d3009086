package org.entresol.console;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.entresol.tier.redis.CacheState;
import org.entresol.tier.redis.NodeReport;
import org.entresol.tier.redis.RedisSurvey;
import org.entresol.tier.redis.RollCall;
import org.jspecify.annotations.Nullable;

/** What is told of nodes, as fields for JSON. Stateless. */
final class NodeDocuments {

  private NodeDocuments() {}

  /** What the nodes of some namespaces say now. */
  static Map<String, RollCall> called(RedisSurvey survey, List<String> namespaces) {
    Map<String, RollCall> called = new LinkedHashMap<>();
    namespaces.forEach(name -> called.put(name, survey.rollCall(name)));
    return called;
  }

  /** What the nodes of some namespaces have said. */
  static Map<String, Object> of(Map<String, RollCall> called) {
    return Map.of(
        "namespaces",
        called.entrySet().stream().map(each -> document(each.getKey(), each.getValue())).toList());
  }

  private static Map<String, Object> document(String namespace, RollCall called) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("namespace", namespace);
    document.put("silent", called.silent());
    document.put("nodes", called.nodes().stream().map(NodeDocuments::document).toList());
    return document;
  }

  private static Map<String, Object> document(NodeReport node) {
    List<Map<String, @Nullable Object>> caches =
        node.caches().stream().map(NodeDocuments::document).toList();
    return Map.of("node", node.node(), "caches", caches);
  }

  private static Map<String, @Nullable Object> document(CacheState state) {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("cache", state.cache().toString());
    document.put("nearEntries", state.nearEntries());
    document.put("nearBytes", state.nearBytes() < 0 ? null : state.nearBytes());
    document.put("behind", state.behind());
    document.put("loads", state.loads());
    document.put("loading", state.loading());
    document.put("hot", state.hot());
    return document;
  }
}
