package org.entresol.engine;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheManager;
import org.entresol.EntresolCache;
import org.entresol.EntresolConfiguration;
import org.entresol.OnFailure;
import org.entresol.Stack;
import org.entresol.TestStacks;
import org.entresol.fixtures.MemoryLab;
import org.entresol.tier.memory.MemoryCache;
import org.entresol.time.FakeClock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What becomes of what the authority has, when it is back under a cache that was empty without it.
 */
@Tag("unit")
class ReturnTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  /** The most keys that a node remembers. */
  private static final int MOST = 10_000;

  private final FakeClock clock = new FakeClock();

  @RegisterExtension private final MemoryLab lab = new MemoryLab(clock);

  private @Nullable EntresolCache<String, String> here;
  private @Nullable EntresolCache<String, String> there;

  private EntresolCache<String, String> here() {
    return requireNonNull(here);
  }

  private EntresolCache<String, String> there() {
    return requireNonNull(there);
  }

  private void open(Stack stack) {
    here = open(lab.manager("one"), stack);
    there = open(lab.manager("two"), stack);
    here().put("a", "old");
    here().put("untouched", "old");
    assertThat(there().get("a")).isEqualTo("old");
    assertThat(here().get("a")).isEqualTo("old");
  }

  private static EntresolCache<String, String> open(CacheManager manager, Stack stack) {
    return (EntresolCache<String, String>)
        manager.createCache(
            "c",
            EntresolConfiguration.builder(String.class, String.class)
                .stack(stack)
                .onFailure(OnFailure.MISS)
                .build());
  }

  private void cut(boolean isCut) {
    lab.node("one").link().cut(isCut);
  }

  private void pass(int seconds) {
    for (int i = 0; i < seconds; i++) {
      clock.advance(SECOND);
    }
  }

  private void comeBack() {
    cut(false);
    pass(3);
  }

  /** What may be done to a key while the authority is away, by which its old value is overtaken. */
  @SuppressWarnings("ImmutableEnumChecker") // no constant changes
  private enum Deed {
    PUT((cache, key) -> cache.put(key, "new")),
    PUT_IF_ABSENT((cache, key) -> cache.putIfAbsent(key, "new")),
    GET_AND_PUT((cache, key) -> cache.getAndPut(key, "new")),
    PUT_ALL((cache, key) -> cache.putAll(Map.of(key, "new"))),
    REPLACE((cache, key) -> cache.replace(key, "new")),
    REPLACE_IF((cache, key) -> cache.replace(key, "old", "new")),
    GET_AND_REPLACE((cache, key) -> cache.getAndReplace(key, "new")),
    REMOVE((cache, key) -> cache.remove(key)),
    REMOVE_IF((cache, key) -> cache.remove(key, "old")),
    GET_AND_REMOVE((cache, key) -> cache.getAndRemove(key)),
    REMOVE_KEYS((cache, key) -> cache.removeAll(Set.of(key))),
    INVALIDATE((cache, key) -> cache.invalidate(key)),
    INVOKE(
        (cache, key) ->
            cache.invoke(
                key,
                (entry, arguments) -> {
                  entry.setValue("new");
                  return true;
                }));

    private final BiConsumer<EntresolCache<String, String>, String> work;

    Deed(BiConsumer<EntresolCache<String, String>, String> work) {
      this.work = work;
    }
  }

  static Stream<Arguments> deeds() {
    return Stream.of(Stack.REDIS, Stack.HEAP_REDIS)
        .flatMap(stack -> Stream.of(Deed.values()).map(deed -> Arguments.of(stack, deed)));
  }

  @ParameterizedTest
  @MethodSource("deeds")
  void return_afterADeed_findsItsKeyGoneForAllAndOthersAsTheyWere(Stack stack, Deed deed) {
    open(stack);
    cut(true);
    deed.work.accept(here(), "a");

    comeBack();

    assertThat(here().get("a")).isNull();
    assertThat(there().get("a")).isNull();
    assertThat(here().get("untouched")).isEqualTo("old");
    here().put("a", "newer");
    assertThat(there().get("a")).isEqualTo("newer");
    assertThat(here().get("a")).isEqualTo("newer");
  }

  @ParameterizedTest
  @MethodSource("deeds")
  void return_afterADeedWhoseAnswerWasLost_findsItsKeyGone(Stack stack, Deed deed) {
    open(stack);
    lab.node("one").link().loseAnswers(true);
    deed.work.accept(here(), "a");
    lab.node("one").link().mend();

    comeBack();

    assertThat(there().get("a")).isNull();
    assertThat(here().get("a")).isNull();
  }

  @ParameterizedTest
  @TestStacks.EachShared
  void return_afterClear_findsNothing(Stack stack) {
    open(stack);
    cut(true);
    here().clear();

    comeBack();

    assertThat(there().get("untouched")).isNull();
    assertThat(here().get("untouched")).isNull();
  }

  @ParameterizedTest
  @TestStacks.EachShared
  void return_afterRemoveAll_findsNothing(Stack stack) {
    open(stack);
    cut(true);
    here().removeAll();

    comeBack();

    assertThat(there().get("untouched")).isNull();
    assertThat(here().get("untouched")).isNull();
  }

  @ParameterizedTest
  @TestStacks.EachShared
  void removeAll_cutOffDuringItsScan_leavesNothingOnReturn(Stack stack) {
    open(stack);
    Iterator<Cache.Entry<String, String>> scan = here().iterator();
    cut(true);
    while (scan.hasNext()) {
      scan.next();
    }
    comeBack();

    here().removeAll();

    assertThat(there().get("untouched")).isNull();
    assertThat(here().get("untouched")).isNull();
  }

  @Test
  void return_withOlderData_findsNothingOfThem() {
    open(Stack.HEAP_REDIS);
    Map<String, MemoryCache.State> older = lab.authority().save();
    here().remove("untouched");
    cut(true);
    assertThat(here().get("b")).isNull();
    lab.authority().restore(older);

    comeBack();

    assertThat(here().get("untouched")).isNull();
    assertThat(here().get("a")).isNull();
  }

  @Test
  void return_withoutData_works() {
    open(Stack.HEAP_REDIS);
    cut(true);
    here().put("a", "new");
    lab.authority().lose();

    comeBack();

    here().put("a", "newer");
    assertThat(there().get("a")).isEqualTo("newer");
  }

  @Test
  void return_afterAsManyKeysAsAreRemembered_leavesTheOthers() {
    open(Stack.REDIS);
    overtake(MOST);

    comeBack();

    assertThat(here().get("untouched")).isEqualTo("old");
    assertThat(here().get("a")).isNull();
  }

  @Test
  void return_afterMoreKeysThanAreRemembered_findsNothing() {
    open(Stack.REDIS);
    overtake(MOST + 1);

    comeBack();

    assertThat(here().get("untouched")).isNull();
    assertThat(here().get("a")).isNull();
  }

  private void overtake(int keys) {
    cut(true);
    Map<String, String> all = new HashMap<>(Map.of("a", "new"));
    for (int i = 1; i < keys; i++) {
      all.put("key " + i, "new");
    }
    here().putAll(all);
  }

  @Test
  void nearEntry_afterTheFirstCallThatFails_isServedNoMore() {
    open(Stack.HEAP_REDIS);
    cut(true);
    assertThat(here().get("a")).isEqualTo("old");

    here().put("b", "new");

    assertThat(here().get("a")).isNull();
    assertThat(here().getAll(Set.of("a"))).isEmpty();
  }

  @Test
  void nearEntry_afterAComparisonThatFails_isServedNoMore() {
    open(Stack.HEAP_REDIS);
    cut(true);

    lab.repair();

    assertThat(here().get("a")).isNull();
  }

  @Test
  void nearEntry_ofAnotherNode_isDroppedOnReturn() {
    open(Stack.HEAP_REDIS);
    cut(true);
    here().put("a", "new");
    assertThat(there().get("a")).isEqualTo("old");

    comeBack();

    assertThat(there().get("a")).isNull();
  }

  /** So long do others have to drop what they have overtaken. */
  @Test
  void return_toAnAuthorityThatIsThereAgain_waitsASecond() {
    open(Stack.REDIS);
    cut(true);
    assertThat(here().get("untouched")).isNull();
    pass(5);
    cut(false);

    lab.tick();

    assertThat(here().get("untouched")).isNull();
    clock.advance(SECOND.dividedBy(2));
    assertThat(here().get("untouched")).isNull();
    clock.advance(SECOND.dividedBy(2));
    assertThat(here().get("untouched")).isEqualTo("old");
  }

  @Test
  void return_whileItSettles_dropsAgainWhatWasOvertakenMeanwhile() {
    open(Stack.REDIS);
    cut(true);
    here().put("a", "new");
    pass(5);
    cut(false);
    lab.tick();
    there().put("a", "another");
    here().put("a", "newer");

    pass(2);

    assertThat(here().get("a")).isNull();
  }

  @Test
  void return_thatIsBrokenOff_isBegunAnew() {
    open(Stack.REDIS);
    cut(true);
    here().remove("a");
    pass(5);
    cut(false);
    lab.tick();
    cut(true);
    pass(5);
    cut(false);

    lab.tick();

    assertThat(here().get("untouched")).isNull();
    pass(1);
    assertThat(here().get("untouched")).isEqualTo("old");
    assertThat(here().get("a")).isNull();
  }

  @Test
  void close_whileItSettles_dropsWhatWasOvertaken() {
    open(Stack.REDIS);
    cut(true);
    here().put("a", "new");
    cut(false);

    here().close();

    assertThat(there().get("a")).isNull();
    assertThat(there().get("untouched")).isEqualTo("old");
  }

  @ParameterizedTest
  @TestStacks.EachShared
  void manager_openedWhileAway_joinsWithoutBelievingWhatItHasOvertaken(Stack stack) {
    there = open(lab.manager("two"), stack);
    there().put("a", "old");
    there().put("untouched", "old");
    CacheManager manager = lab.manager("one", "start", "lazy");
    cut(true);
    here = open(manager, stack);
    assertThat(here().get("untouched")).isNull();
    here().put("a", "new");

    cut(false);

    await()
        .until(
            () -> {
              clock.advance(SECOND);
              return here().get("untouched") != null;
            });
    assertThat(here().get("a")).isNull();
    assertThat(there().get("a")).isNull();
  }
}
