package org.entresol.soak;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What is left of a run.
 *
 * @param begin when it began, in milliseconds of the machine's clock
 * @param bound the age in milliseconds that a read may have
 * @param events of each process in each of its lives
 * @param troubles what befell them
 * @param applied what the source was given
 * @param ends what each cache has in the end, by key; 0 for nothing
 */
record Remains(
    long begin,
    long bound,
    List<Life> events,
    List<Trouble> troubles,
    List<Source.Applied> applied,
    Map<String, List<Long>> ends) {

  /** The events of a process from its start to its end. */
  record Life(int node, List<Event> events) {}

  /** How much of a time a process was not able to reach a server, or did nothing at all. */
  long cutOff(Life life, String cache, long from, long to) {
    int server = cache.equals(SoakWorker.LOOSE) ? Site.FORGETTING : Site.KEEPING;
    long[] edges = {from};
    return Stream.concat(
            troubles.stream()
                .filter(trouble -> trouble.cutsOff(server, life.node()))
                .map(trouble -> new long[] {trouble.begin(), trouble.end()}),
            life.events().stream()
                .filter(event -> event.kind() == Event.Kind.STOOD)
                .map(event -> new long[] {event.at() - event.number(), event.at()}))
        .sorted(Comparator.comparingLong(span -> span[0]))
        .mapToLong(
            span -> {
              long begin = Math.max(edges[0], span[0]);
              long end = Math.min(to, span[1]);
              edges[0] = Math.max(edges[0], end);
              return Math.max(0, end - begin);
            })
        .sum();
  }
}
