package org.entresol.soak;

import static java.util.stream.Collectors.groupingBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.entresol.soak.Event.Kind;
import org.entresol.soak.Remains.Life;
import org.jspecify.annotations.Nullable;

/** Whether what is left of a run is as the guarantees say. */
final class Judge {
  /** Beyond so many, one is like the other. */
  private static final int MOST = 50;

  private static final int LAST_EVENTS = 14;
  private static final long TROUBLES_BEFORE = 12_000;

  private final Remains remains;
  private final Map<Key, History> histories = new HashMap<>();
  private final List<String> complaints = new ArrayList<>();
  private long staleness;

  private record Key(String cache, int number) {
    static Key of(Event event) {
      return new Key(event.cache(), event.key());
    }
  }

  /**
   * What a run comes to.
   *
   * @param complaints what was promised and not kept, each with the last events of its key
   * @param staleness by how many milliseconds a read came after the end of a newer write, at most,
   *     without the time in which its process was cut off
   * @param writes how many were acknowledged
   * @param unknown of how many writes and increments nobody knows what came
   * @param refused how many of them were certainly not made
   * @param counted how many increments were acknowledged
   * @param seen how many values were seen, each counted once in a fifth of a second
   */
  record Verdict(
      List<String> complaints,
      long staleness,
      long writes,
      long unknown,
      long refused,
      long counted,
      long seen) {
    @Override
    public String toString() {
      return ("largest staleness %d ms; %d writes, %d counted, %d more unknown and %d refused;"
              + " %d values seen, %d complaints")
          .formatted(staleness, writes, counted, unknown, refused, seen, complaints.size());
    }
  }

  private Judge(Remains remains) {
    this.remains = remains;
    events()
        .forEach(event -> histories.computeIfAbsent(Key.of(event), k -> new History()).add(event));
  }

  static Verdict judge(Remains remains) {
    Judge judge = new Judge(remains);
    remains.events().forEach(judge::judgeReads);
    judge.judgeSource();
    judge.judgeCounts();
    return new Verdict(
        judge.complaints,
        judge.staleness,
        judge.count(Kind.DONE),
        judge.count(Kind.UNKNOWN),
        judge.count(Kind.REFUSED),
        judge.count(Kind.COUNTED),
        judge.count(Kind.SEEN));
  }

  private Stream<Event> events() {
    return remains.events().stream().flatMap(life -> life.events().stream());
  }

  private long count(Kind kind) {
    return events().filter(event -> event.kind() == kind).count();
  }

  private History history(Key key) {
    return histories.getOrDefault(key, new History());
  }

  // ---- reads

  private void judgeReads(Life life) {
    for (Event event : life.events()) {
      switch (event.kind()) {
        case WENT_BACK -> complain(event, life, "was read after something newer");
        case NOT_OWN -> complain(event, life, "was read by who had written something else");
        case SEEN -> judgeSeen(event, life);
        case LAST -> judgeLast(event, life);
        default -> {}
      }
    }
  }

  private void judgeSeen(Event event, Life life) {
    History history = history(Key.of(event));
    if (!history.mayHold(event.number())) {
      complain(event, life, "was read and is no put that may have been made");
    }
    long overtaken = history.overtaken(event.number());
    if (event.at() > overtaken) {
      long age = event.at() - overtaken;
      if (remains.bound() > 0) {
        age -= remains.cutOff(life, event.cache(), overtaken, event.at());
      }
      staleness = Math.max(staleness, age);
      if (age > remains.bound()) {
        complain(event, life, "was read when it was overtaken for " + age + " ms");
      }
    }
  }

  private void judgeLast(Event event, Life life) {
    if (event.number() != 0) {
      judgeSeen(event, life);
    }
    long there = remains.ends().getOrDefault(event.cache(), List.of()).get(event.key());
    boolean vanished = there == 0 && !event.cache().equals(SoakWorker.BEHIND);
    if (event.number() != there && !vanished) {
      complain(event, life, "is what is found in the end where there is " + there);
    }
  }

  // ---- the source

  private void judgeSource() {
    Map<Integer, List<Source.Applied>> byKey =
        remains.applied().stream().collect(groupingBy(Source.Applied::key));
    histories.forEach(
        (key, history) -> {
          if (key.cache().equals(SoakWorker.BEHIND)) {
            follow(key, history, byKey.getOrDefault(key.number(), List.of()));
          }
        });
  }

  /** No write comes after a later one, and the last is there; a deletion is the earliest it can. */
  private void follow(Key key, History history, List<Source.Applied> applied) {
    long reached = 0;
    for (Source.Applied write : applied) {
      boolean deletion = write.number() == 0;
      @Nullable Long removal = deletion ? history.removalFrom(reached) : null;
      long number = deletion ? (removal == null ? -1 : removal) : write.number();
      if (number < reached || (!deletion && !history.mayHold(number))) {
        complain(key, write.at(), write + " came to the source after number " + reached);
      } else {
        reached = number;
      }
    }
    long last = history.lastDone();
    if (reached < last && !isRemovedSince(last, history, applied)) {
      complain(key, Long.MAX_VALUE, "number " + last + " never came to the source");
    }
  }

  /**
   * Whether the last that came to the source is a deletion of that number or of a later one, which
   * nobody was told of.
   */
  private static boolean isRemovedSince(long last, History history, List<Source.Applied> applied) {
    if (applied.isEmpty() || history.removalFrom(last) == null) {
      return false;
    }
    Source.Applied end = applied.get(applied.size() - 1);
    return end.number() == 0 && (history.isRemoval(last) || end.at() >= history.endOf(last));
  }

  // ---- counters

  private void judgeCounts() {
    List<Long> ends = remains.ends().getOrDefault(SoakWorker.COUNTS, List.of());
    Map<Integer, List<Event>> byKey =
        events()
            .filter(event -> event.cache().equals(SoakWorker.COUNTS))
            .collect(groupingBy(Event::key));
    byKey.forEach((key, counts) -> judgeCount(key, counts, ends.get(key)));
  }

  private void judgeCount(int number, List<Event> events, long end) {
    Key key = new Key(SoakWorker.COUNTS, number);
    Map<Kind, Long> counts = new EnumMap<>(Kind.class);
    Set<Long> results = new HashSet<>();
    for (Event event : events) {
      counts.merge(event.kind(), 1L, Long::sum);
      if (event.kind() == Kind.COUNTED && !results.add(event.number())) {
        complain(key, event.at(), "two increments came to " + event.number());
      }
    }
    long certain = counts.getOrDefault(Kind.COUNTED, 0L);
    long most = counts.getOrDefault(Kind.COUNT, 0L) - counts.getOrDefault(Kind.REFUSED, 0L);
    if (end < certain || end > most) {
      String what = "it is %d after %d increments, and %d that may have been";
      complain(key, Long.MAX_VALUE, what.formatted(end, certain, most - certain));
    }
  }

  // ---- complaints

  private void complain(Event event, Life life, String what) {
    complain(
        Key.of(event),
        event.at(),
        "%d %s, by process %d".formatted(event.number(), what, life.node()));
  }

  private void complain(Key key, long at, String what) {
    if (complaints.size() == MOST) {
      return;
    }
    List<String> lines = new ArrayList<>();
    lines.add("%s key %d of %s: %s".formatted(moment(at), key.number(), key.cache(), what));
    lines.addAll(lastEvents(key, at));
    remains.troubles().stream()
        .filter(trouble -> trouble.begin() <= at && trouble.end() >= at - TROUBLES_BEFORE)
        .map(trouble -> trouble.line(remains.begin()))
        .forEach(lines::add);
    complaints.add(String.join("\n    ", lines));
  }

  /** What happened to a key before, on all processes and in the source. */
  private List<String> lastEvents(Key key, long at) {
    List<Told> told = new ArrayList<>();
    for (Life life : remains.events()) {
      life.events().stream()
          .filter(event -> Key.of(event).equals(key))
          .map(e -> new Told(e.at(), "process " + life.node() + " " + e.kind() + " " + e.number()))
          .forEach(told::add);
    }
    remains.applied().stream()
        .filter(write -> key.equals(new Key(SoakWorker.BEHIND, write.key())))
        .map(write -> new Told(write.at(), "source " + write.number()))
        .forEach(told::add);
    List<String> lines =
        told.stream()
            .filter(event -> event.at() <= at)
            .sorted(Comparator.comparingLong(Told::at))
            .map(event -> moment(event.at()) + " " + event.what())
            .toList();
    return lines.subList(Math.max(0, lines.size() - LAST_EVENTS), lines.size());
  }

  private record Told(long at, String what) {}

  private String moment(long at) {
    return (at == Long.MAX_VALUE)
        ? "in the end"
        : "%+10.3f s".formatted((at - remains.begin()) / 1000.0);
  }
}
