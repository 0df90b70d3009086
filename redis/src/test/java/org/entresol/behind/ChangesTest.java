package org.entresol.behind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entresol.jcache.Mutation.KEY;
import static org.entresol.jcache.Mutation.NEW;
import static org.entresol.jcache.Mutation.OLD;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.integration.CompletionListenerFuture;
import org.entresol.EntresolCache;
import org.entresol.Stack;
import org.entresol.TestStacks;
import org.entresol.behind.Source.Write;
import org.entresol.jcache.Crew;
import org.entresol.jcache.Mutation;
import org.entresol.jcache.RedisNodes;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written later is in the end what writing through would have written at once. */
@Tag("server")
class ChangesTest {
  private static final String ABSENT = "absent";

  @RegisterExtension private final Lab lab = new Lab();

  private final Source through = new Source();
  private final Source behind = lab.source();

  private EntresolCache<String, String> openBehind(Stack stack) {
    EntresolCache<String, String> cache = lab.open(lab.behind(stack).readThrough(true));
    cache.put(KEY, OLD);
    cache.flush();
    behind.rows().put(ABSENT, "only there");
    behind.forget();
    return cache;
  }

  private Cache<String, String> openThrough(Stack stack) {
    Cache<String, String> cache =
        lab.nodes()
            .open(
                "through",
                RedisNodes.texts(stack)
                    .writer(() -> through)
                    .loader(() -> through)
                    .writeThrough(true)
                    .readThrough(true)
                    .build());
    cache.put(KEY, OLD);
    through.rows().put(ABSENT, "only there");
    through.forget();
    return cache;
  }

  /** Further operations that change something. */
  enum Change {
    PUT_IF_ABSENT,
    PUT_ALL,
    GET_AND_PUT_NEW,
    REPLACE_LOADED,
    REMOVE_ABSENT,
    GET_AND_REMOVE_ABSENT,
    REMOVE_ALL_OF_SOME,
    INVOKE_REMOVE_ABSENT,
    INVOKE_SET_NEW,
    INVOKE_ALL_SET,
    INVOKE_ALL_REMOVE;

    void on(Cache<String, String> cache) {
      switch (this) {
        case PUT_IF_ABSENT -> cache.putIfAbsent("new", NEW);
        case PUT_ALL -> cache.putAll(Map.of(KEY, NEW, "a", "1", "b", "2"));
        case GET_AND_PUT_NEW -> cache.getAndPut("new", NEW);
        case REPLACE_LOADED -> {
          cache.get(ABSENT);
          cache.replace(ABSENT, NEW);
        }
        case REMOVE_ABSENT -> cache.remove(ABSENT);
        case GET_AND_REMOVE_ABSENT -> cache.getAndRemove(ABSENT);
        case REMOVE_ALL_OF_SOME -> cache.removeAll(Set.of(KEY, ABSENT, "nowhere"));
        case INVOKE_REMOVE_ABSENT -> Mutation.remove(cache, ABSENT);
        case INVOKE_SET_NEW -> Mutation.set(cache, "new", NEW);
        case INVOKE_ALL_SET ->
            cache.invokeAll(
                Set.of(KEY, "new"),
                (entry, more) -> {
                  entry.setValue(NEW);
                  return true;
                });
        case INVOKE_ALL_REMOVE ->
            cache.invokeAll(
                Set.of(KEY, ABSENT),
                (entry, more) -> {
                  entry.remove();
                  return true;
                });
      }
    }
  }

  /** Operations that change nothing in the source. */
  enum NoChange {
    GET,
    GET_ABSENT,
    GET_ALL,
    CONTAINS_KEY,
    ITERATE,
    PUT_IF_ABSENT,
    PUT_ALL_OF_NOTHING,
    REPLACE_ABSENT,
    REPLACE_IF_OTHER,
    REPLACE_IF_ABSENT,
    GET_AND_REPLACE_ABSENT,
    REMOVE_IF_OTHER,
    REMOVE_IF_ABSENT,
    REMOVE_ALL_OF_NOTHING,
    INVOKE_GET,
    INVOKE_LOAD,
    INVOKE_SET_AND_REMOVE,
    LOAD_ALL,
    LOAD_ALL_AGAIN,
    CLEAR;

    void on(Cache<String, String> cache) {
      switch (this) {
        case GET -> cache.get(KEY);
        case GET_ABSENT -> cache.get(ABSENT);
        case GET_ALL -> cache.getAll(Set.of(KEY, ABSENT));
        case CONTAINS_KEY -> cache.containsKey(ABSENT);
        case ITERATE -> cache.forEach(entry -> {});
        case PUT_IF_ABSENT -> cache.putIfAbsent(KEY, NEW);
        case PUT_ALL_OF_NOTHING -> cache.putAll(Map.of());
        case REPLACE_ABSENT -> cache.replace("nowhere", NEW);
        case REPLACE_IF_OTHER -> cache.replace(KEY, "other", NEW);
        case REPLACE_IF_ABSENT -> cache.replace("nowhere", OLD, NEW);
        case GET_AND_REPLACE_ABSENT -> cache.getAndReplace("nowhere", NEW);
        case REMOVE_IF_OTHER -> cache.remove(KEY, "other");
        case REMOVE_IF_ABSENT -> cache.remove("nowhere", OLD);
        case REMOVE_ALL_OF_NOTHING -> cache.removeAll(Set.of());
        case INVOKE_GET -> cache.<String>invoke(KEY, (entry, more) -> entry.getValue());
        case INVOKE_LOAD -> cache.<String>invoke(ABSENT, (entry, more) -> entry.getValue());
        case INVOKE_SET_AND_REMOVE ->
            cache.invoke(
                "nowhere",
                (entry, more) -> {
                  entry.setValue(NEW);
                  entry.remove();
                  return true;
                });
        case LOAD_ALL -> loadAll(cache, false);
        case LOAD_ALL_AGAIN -> loadAll(cache, true);
        case CLEAR -> cache.clear();
      }
    }

    private static void loadAll(Cache<String, String> cache, boolean again) {
      CompletionListenerFuture done = new CompletionListenerFuture();
      cache.loadAll(Set.of(KEY, ABSENT), again, done);
      Crew.promptly(done::get);
    }
  }

  private static Stream<Arguments> changes() {
    return TestStacks.all()
        .flatMap(
            stack ->
                Stream.concat(
                    Stream.of(Mutation.values())
                        .map(m -> Arguments.of(stack, m.name(), operation(m::on))),
                    Stream.of(Change.values())
                        .map(c -> Arguments.of(stack, c.name(), operation(c::on)))));
  }

  /** Gives a method a type. */
  private static Consumer<Cache<String, String>> operation(
      Consumer<Cache<String, String>> operation) {
    return operation;
  }

  private static Stream<Arguments> noChanges() {
    return TestStacks.all()
        .flatMap(stack -> Stream.of(NoChange.values()).map(none -> Arguments.of(stack, none)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("changes")
  void change_afterAFlush_wasWrittenLikeThrough(
      Stack stack, String name, Consumer<Cache<String, String>> change) {
    EntresolCache<String, String> cache = openBehind(stack);
    Cache<String, String> reference = openThrough(stack);

    change.accept(cache);
    change.accept(reference);
    assertThat(behind.writes()).as("before the flush of %s", name).isEmpty();
    cache.flush();

    assertThat(behind.writes()).isNotEmpty();
    assertThat(behind.writes()).containsExactlyInAnyOrderElementsOf(through.writes());
    assertThat(behind.rows()).isEqualTo(through.rows());
    assertThat(contents(cache)).isEqualTo(contents(reference));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("noChanges")
  void operation_thatChangesNothing_writesNothing(Stack stack, NoChange operation) {
    EntresolCache<String, String> cache = openBehind(stack);

    operation.on(cache);
    cache.flush();

    assertThat(behind.batches()).isEmpty();
  }

  private static Map<String, String> contents(Cache<String, String> cache) {
    Map<String, String> contents = new TreeMap<>();
    cache.forEach(entry -> contents.put(entry.getKey(), entry.getValue()));
    return contents;
  }

  // ---- more than one of a key

  @ParameterizedTest
  @TestStacks.Each
  void put_oftenTheSameKey_isWrittenOnceWithTheLastValue(Stack stack) {
    EntresolCache<String, String> cache = openBehind(stack);
    for (int i = 0; i < 20; i++) {
      cache.put("a", "v" + i);
      cache.getAndPut("b", "w" + i);
      cache.putAll(Map.of("c", "x" + i));
    }
    cache.flush();

    assertThat(behind.writes())
        .containsExactlyInAnyOrder(
            new Write("a", "v19"), new Write("b", "w19"), new Write("c", "x19"));
    assertThat(behind.batches()).hasSize(1);
  }

  @ParameterizedTest
  @TestStacks.Each
  void put_thenRemove_isOneDeletion(Stack stack) {
    EntresolCache<String, String> cache = openBehind(stack);
    cache.put("a", "1");
    cache.remove("a");
    cache.flush();

    assertThat(behind.writes()).containsExactly(new Write("a", null));
  }

  @ParameterizedTest
  @TestStacks.Each
  void remove_thenPut_isOneWrite(Stack stack) {
    EntresolCache<String, String> cache = openBehind(stack);
    cache.remove(KEY);
    cache.put(KEY, NEW);
    cache.flush();

    assertThat(behind.writes()).containsExactly(new Write(KEY, NEW));
  }

  @ParameterizedTest
  @TestStacks.Each
  void put_whileAnOlderWriteIsUnderWay_comesAfterIt(Stack stack) {
    EntresolCache<String, String> cache = lab.open(stack, it -> it.delay(Lab.AT_ONCE));
    behind.holdUp();
    cache.put("a", "1");
    Crew.until(() -> !behind.batches().isEmpty());
    cache.put("a", "2");
    cache.put("a", "3");
    behind.release();
    cache.flush();

    assertThat(behind.writes()).containsExactly(new Write("a", "1"), new Write("a", "3"));
  }

  @ParameterizedTest
  @TestStacks.Each
  void flush_moreWritesThanABatch_callsTheWriterWithAtMostABatch(Stack stack) {
    EntresolCache<String, String> cache = lab.open(stack, it -> it.batch(10));
    for (int i = 0; i < 25; i++) {
      cache.put("k" + i, "v");
    }
    cache.flush();

    assertThat(behind.rows()).hasSize(25);
    assertThat(behind.batches()).hasSize(3).allMatch(batch -> batch.size() <= 10);
  }

  // ---- entries without a life

  @ParameterizedTest
  @TestStacks.Each
  void put_ofAnEntryThatIsNotToBeStored_isWritten(Stack stack) {
    EntresolCache<String, String> cache =
        lab.open(lab.behind(stack).expiry(new CreatedExpiryPolicy(Duration.ZERO)));

    cache.put("a", "1");
    cache.putAll(Map.of("b", "2"));
    cache.getAndPut("c", "3");
    cache.putIfAbsent("d", "4");
    assertThat(cache).isEmpty();
    cache.flush();

    assertThat(behind.rows()).isEqualTo(Map.of("a", "1", "b", "2", "c", "3", "d", "4"));
    assertThat(cache).isEmpty();
  }

  @ParameterizedTest
  @TestStacks.Each
  void expiry_ofAnEntry_deletesNothing(Stack stack) {
    EntresolCache<String, String> cache =
        lab.open(
            lab.behind(stack)
                .expiry(
                    new CreatedExpiryPolicy(
                        new Duration(java.util.concurrent.TimeUnit.MILLISECONDS, 1))));
    cache.put("a", "1");
    Crew.until(() -> !cache.containsKey("a"));
    cache.flush();

    assertThat(behind.writes()).containsExactly(new Write("a", "1"));
  }

  // ---- any sequence

  @ParameterizedTest
  @TestStacks.Each
  void operations_inAnyOrder_endWithTheSameSource(Stack stack) {
    EntresolCache<String, String> cache = openBehind(stack);
    Cache<String, String> reference = openThrough(stack);
    Random random = new Random(5);
    List<String> done = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      String key = "k" + random.nextInt(6);
      String value = "v" + i;
      int operation = random.nextInt(12);
      done.add(operation + " " + key);
      assertThat(apply(cache, operation, key, value))
          .as("%s", done)
          .isEqualTo(apply(reference, operation, key, value));
      if (random.nextInt(40) == 0) {
        cache.flush();
        assertThat(behind.rows()).as("%s", done).isEqualTo(through.rows());
      }
    }
    cache.flush();

    assertThat(behind.rows()).as("%s", done).isEqualTo(through.rows());
    assertThat(contents(cache)).isEqualTo(contents(reference));
    Map<String, String> last = new LinkedHashMap<>();
    behind.writes().forEach(write -> last.put(write.key(), "" + write.value()));
    assertThat(last).hasSizeGreaterThan(5);
  }

  private static String apply(
      Cache<String, String> cache, int operation, String key, String value) {
    return switch (operation) {
      case 0 -> run(() -> cache.put(key, value));
      case 1 -> "" + cache.getAndPut(key, value);
      case 2 -> "" + cache.putIfAbsent(key, value);
      case 3 -> "" + cache.replace(key, value);
      case 4 -> "" + cache.getAndReplace(key, value);
      case 5 -> "" + cache.remove(key);
      case 6 -> "" + cache.getAndRemove(key);
      case 7 -> run(() -> cache.putAll(Map.of(key, value, "more", value)));
      case 8 -> run(() -> cache.removeAll(Set.of(key, "more")));
      case 9 -> run(cache::clear);
      case 10 -> "" + cache.get(key);
      default -> run(() -> Mutation.set(cache, key, value));
    };
  }

  private static String run(Runnable operation) {
    operation.run();
    return "";
  }
}
