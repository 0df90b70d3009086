package org.entresol.console;

import java.util.List;
import java.util.Map;
import org.entresol.console.web.Json;
import org.entresol.tier.redis.CacheName;
import org.entresol.tier.redis.CacheState;
import org.entresol.tier.redis.NodeReport;
import org.entresol.tier.redis.RedisSurvey;
import org.entresol.tier.redis.RollCall;
import picocli.CommandLine.Command;

/** Asks the nodes what they have. */
@Command(
    name = "nodes",
    description =
        "Asks all nodes what they have of each cache: copies near, how far they are behind, loads"
            + " under way, and the keys that are used most.")
final class NodesCommand extends SurveyCommand {

  @Override
  int run(RedisSurvey survey) {
    String only = namespace();
    List<String> namespaces =
        (only != null)
            ? List.of(only)
            : survey.caches(null).stream().map(CacheName::namespace).distinct().toList();
    Map<String, RollCall> called = NodeDocuments.called(survey, namespaces);
    if (isJson()) {
      screen().line(Json.of(NodeDocuments.of(called)));
    } else {
      show(called);
    }
    return ExitCode.OK;
  }

  private void show(Map<String, RollCall> called) {
    Table table =
        new Table(
            "NAMESPACE", "NODE", "CACHE", "NEAR", "MEMORY", "BEHIND", "LOADS", "HOTTEST KEYS");
    called.forEach(
        (namespace, roll) ->
            roll.nodes()
                .forEach(
                    node -> node.caches().forEach(state -> add(table, namespace, node, state))));
    table.show(screen());
    called.forEach(
        (namespace, roll) -> {
          if (roll.silent() > 0) {
            screen()
                .line(
                    "%s of %s not answered: busy, of an earlier release, or with a user that may not publish to %s:announce:*"
                        .formatted(
                            roll.silent() == 1 ? "1 node" : roll.silent() + " nodes",
                            namespace + (roll.silent() == 1 ? " has" : " have"),
                            namespace));
          }
        });
  }

  private static void add(Table table, String namespace, NodeReport node, CacheState state) {
    table.row(
        namespace,
        node.node(),
        state.cache(),
        Units.count(state.nearEntries()),
        state.nearBytes() < 0 ? "unknown" : Units.bytes(state.nearBytes()),
        Units.count(state.behind()),
        Units.count(state.loads()),
        String.join(" ", state.hot()));
  }
}
