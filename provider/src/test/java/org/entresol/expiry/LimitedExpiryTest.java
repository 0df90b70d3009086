package org.entresol.expiry;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.entresol.jcache.Mutation.KEY;
import static org.entresol.jcache.Mutation.NEW;
import static org.entresol.jcache.Mutation.OLD;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.expiry.ExpiryPolicy;
import org.entresol.EntresolConfiguration;
import org.entresol.LimitedExpiryPolicy;
import org.entresol.Stack;
import org.entresol.TestStacks;
import org.entresol.fixtures.MemoryLab;
import org.entresol.jcache.Mutation;
import org.entresol.time.FakeClock;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A time to live of an hour and an idle time of ten minutes, of which the first to end counts. */
@ParameterizedClass
@TestStacks.Each
@Tag("unit")
class LimitedExpiryTest {
  private static final javax.cache.expiry.Duration HOUR =
      new javax.cache.expiry.Duration(MINUTES, 60);
  private static final javax.cache.expiry.Duration TEN =
      new javax.cache.expiry.Duration(MINUTES, 10);

  private final FakeClock clock = new FakeClock();

  @RegisterExtension private final MemoryLab lab = new MemoryLab(clock);

  private final Stack stack;

  LimitedExpiryTest(Stack stack) {
    this.stack = stack;
  }

  /** When the time to live begins anew. */
  private enum Kind {
    CREATED,
    MODIFIED;

    ExpiryPolicy policy() {
      return this == CREATED
          ? LimitedExpiryPolicy.created(HOUR, TEN)
          : LimitedExpiryPolicy.modified(HOUR, TEN);
    }
  }

  /** Accesses to an entry. */
  private enum Access {
    GET,
    GET_ALL,
    ITERATE,
    INVOKE,
    REPLACE_IF_OTHER,
    REMOVE_IF_OTHER;

    void on(Cache<String, String> cache) {
      switch (this) {
        case GET -> cache.get(KEY);
        case GET_ALL -> cache.getAll(Set.of(KEY));
        case ITERATE -> cache.iterator().next();
        case INVOKE -> cache.<String>invoke(KEY, (entry, arguments) -> entry.getValue());
        case REPLACE_IF_OTHER -> cache.replace(KEY, "other", NEW);
        case REMOVE_IF_OTHER -> cache.remove(KEY, "other");
      }
    }
  }

  /** The cache as each node has it; on the heap there is but one. */
  private List<Cache<String, String>> open(Kind kind) {
    EntresolConfiguration<String, String> texts =
        EntresolConfiguration.builder(String.class, String.class)
            .stack(stack)
            .expiry(kind.policy())
            .build();
    List<String> nodes = stack.isShared() ? List.of("one", "two") : List.of("one");
    return nodes.stream()
        .<Cache<String, String>>map(node -> lab.manager(node).createCache("c", texts))
        .toList();
  }

  /** Lets time pass, during which the nodes read the key in turns. */
  private void passInUse(List<Cache<String, String>> nodes, int minutes) {
    for (int i = 0; i < minutes; i++) {
      clock.advance(Duration.ofMinutes(1));
      assertThat(nodes.get(i % nodes.size()).get(KEY)).as("after %d minutes", i + 1).isNotNull();
      lab.tick();
    }
  }

  private void assertLivesFor(List<Cache<String, String>> nodes, int minutes) {
    lab.tick();
    clock.advance(Duration.ofMinutes(minutes).minusMillis(1));
    assertThat(nodes).as("before its time").allMatch(cache -> cache.containsKey(KEY));
    clock.advance(Duration.ofMillis(1));
    assertThat(nodes).as("at its time").noneMatch(cache -> cache.containsKey(KEY));
    assertThat(nodes).allMatch(cache -> cache.get(KEY) == null);
  }

  @ParameterizedTest
  @EnumSource
  void entry_unused_endsWithItsIdleTime(Kind kind) {
    List<Cache<String, String>> nodes = open(kind);
    nodes.get(0).put(KEY, OLD);

    assertLivesFor(nodes, 10);
  }

  @ParameterizedTest
  @EnumSource
  void entry_usedAndThenNot_endsAfterItsIdleTime(Kind kind) {
    List<Cache<String, String>> nodes = open(kind);
    nodes.get(0).put(KEY, OLD);
    passInUse(nodes, 30);

    assertLivesFor(nodes, 10);
  }

  @ParameterizedTest
  @EnumSource
  void access_nearTheEnd_movesNothingPastTheTimeToLive(Access access) {
    for (Kind kind : Kind.values()) {
      List<Cache<String, String>> nodes = open(kind);
      nodes.get(0).put(KEY, OLD);
      passInUse(nodes, 55);

      nodes.forEach(access::on);

      assertLivesFor(nodes, 5);
      nodes.forEach(node -> node.getCacheManager().destroyCache("c"));
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = ".*REMOVE.*")
  void change_underCreated_leavesBothTimesAlone(Mutation change) {
    List<Cache<String, String>> nodes = open(Kind.CREATED);
    nodes.get(0).put(KEY, OLD);
    passInUse(nodes, 45);
    clock.advance(Duration.ofMinutes(4));

    change.on(nodes.get(0));

    clock.advance(Duration.ofMinutes(4));
    passInUse(nodes, 6);
    assertLivesFor(nodes, 1);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = ".*REMOVE.*")
  void change_underModified_beginsBothTimesAnew(Mutation change) {
    List<Cache<String, String>> nodes = open(Kind.MODIFIED);
    nodes.get(0).put(KEY, OLD);
    passInUse(nodes, 55);

    change.on(nodes.get(0));

    clock.advance(Duration.ofMinutes(8));
    passInUse(nodes, 51);
    assertLivesFor(nodes, 1);
  }

  @Test
  void entry_createdAgain_hasAWholeTimeToLive() {
    List<Cache<String, String>> nodes = open(Kind.CREATED);
    nodes.get(0).put(KEY, OLD);
    passInUse(nodes, 59);
    clock.advance(Duration.ofMinutes(1));

    assertThat(nodes.get(0).putIfAbsent(KEY, NEW)).isTrue();

    passInUse(nodes, 59);
    assertLivesFor(nodes, 1);
  }
}
