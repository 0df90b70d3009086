package org.entresol.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.entresol.spring.ShelfKeys.ShelfKey;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.cache.support.NullValue;

/** The JSR-107 annotations on beans (JSR-107, chapter 11), as Spring carries them out. */
@Tag("unit")
class JCacheAnnotationsTest extends SpringContext {

  private final Library library = context.getBean(Library.class);

  // ---- @CacheResult

  @Test
  void cacheResult_present_isReturnedWithoutACall() {
    List<String> first = library.chapters("Emma");
    List<String> second = library.chapters("Emma");

    assertThat(second).isEqualTo(first);
    assertThat(library.calls()).isEqualTo(1);
    assertThat(books.get("Emma")).isEqualTo(first);
  }

  @Test
  void cacheResult_changedByItsReceiver_isReturnedUnchanged() {
    library.chapters("Emma").add("changed after the call");
    library.chapters("Emma").add("changed after the hit");

    assertThat(library.chapters("Emma")).containsExactly("Emma, call 1");
  }

  @Test
  void cacheResult_null_isReturnedWithoutACall() {
    assertThat(library.owner("Emma")).isNull();
    assertThat(library.owner("Emma")).isNull();

    assertThat(library.calls()).isEqualTo(1);
    assertThat(books.get("Emma")).isSameAs(NullValue.INSTANCE);
  }

  @Test
  void cacheResult_skipGet_isCalledAndReplaces() {
    library.chapters("Emma");
    library.reread("Emma");

    assertThat(library.calls()).isEqualTo(2);
    assertThat(library.chapters("Emma")).containsExactly("Emma, call 2");
  }

  // ---- keys

  @Test
  void key_severalParameters_isFoundAgain() {
    List<String> second = library.chapters("Emma", 2);

    assertThat(library.chapters("Emma", 2)).isEqualTo(second);
    assertThat(library.chapters("Emma", 3)).isNotEqualTo(second);
    assertThat(library.calls()).isEqualTo(2);
  }

  @Test
  void key_noParameters_isFoundAgain() {
    library.allChapters();
    library.allChapters();

    assertThat(library.calls()).isEqualTo(1);
  }

  @Test
  void key_markedParameter_isTheOnlyOneThatCounts() {
    library.chaptersFor("Jane", "Emma");
    library.chaptersFor("Fanny", "Emma");

    assertThat(library.calls()).isEqualTo(1);
    assertThat(books.containsKey("Emma")).isTrue();
  }

  @Test
  void key_ofOwnGenerator_isFoundAgain() {
    library.chaptersOnShelf("Emma");
    library.chaptersOnShelf("EMMA");

    assertThat(library.calls()).isEqualTo(1);
    assertThat(books.containsKey(new ShelfKey("EMMA"))).isTrue();
  }

  // ---- @CachePut

  @Test
  void cachePut_afterInvocation_isNotThereDuringTheCall() {
    assertThat(library.putAfter("Emma", "text")).isFalse();
    assertThat(books.get("Emma")).isEqualTo("text");
  }

  @Test
  void cachePut_beforeInvocation_isThereDuringTheCall() {
    assertThat(library.putBefore("Emma", "text")).isTrue();
    assertThat(books.get("Emma")).isEqualTo("text");
  }

  @Test
  void cachePut_afterInvocationThatThrows_dependsOnTheException() {
    assertThatThrownBy(
            () -> library.putAfterFailing("Emma", "text", new IllegalArgumentException()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(books.containsKey("Emma")).isFalse();

    assertThatThrownBy(() -> library.putAfterFailing("Emma", "text", new IllegalStateException()))
        .isInstanceOf(IllegalStateException.class);
    assertThat(books.get("Emma")).isEqualTo("text");
  }

  @Test
  void cachePut_beforeInvocationThatThrows_stays() {
    assertThatThrownBy(() -> library.putBeforeFailing("Emma", "text"))
        .isInstanceOf(IllegalStateException.class);

    assertThat(books.get("Emma")).isEqualTo("text");
  }

  // ---- @CacheRemove

  @Test
  void cacheRemove_afterInvocation_isStillThereDuringTheCall() {
    books.put("Emma", "text");
    books.put("Persuasion", "text");

    assertThat(library.removeAfter("Emma")).isTrue();
    assertThat(books.containsKey("Emma")).isFalse();
    assertThat(books.containsKey("Persuasion")).isTrue();
  }

  @Test
  void cacheRemove_beforeInvocation_isGoneDuringTheCall() {
    books.put("Emma", "text");

    assertThat(library.removeBefore("Emma")).isFalse();
    assertThat(books.containsKey("Emma")).isFalse();
  }

  @Test
  void cacheRemove_afterInvocationThatThrows_dependsOnTheException() {
    books.put("Emma", "text");

    assertThatThrownBy(() -> library.removeAfterFailing("Emma", new IllegalArgumentException()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(books.containsKey("Emma")).isTrue();

    assertThatThrownBy(() -> library.removeAfterFailing("Emma", new IllegalStateException()))
        .isInstanceOf(IllegalStateException.class);
    assertThat(books.containsKey("Emma")).isFalse();
  }

  // ---- @CacheRemoveAll

  @Test
  void cacheRemoveAll_afterInvocation_allAreStillThereDuringTheCall() {
    books.put("Emma", "text");
    books.put("Persuasion", "text");

    assertThat(library.removeAllAfter("Emma")).isTrue();
    assertThat(books).isEmpty();
  }

  @Test
  void cacheRemoveAll_beforeInvocation_allAreGoneDuringTheCall() {
    books.put("Emma", "text");
    books.put("Persuasion", "text");

    assertThat(library.removeAllBefore("Emma")).isFalse();
    assertThat(books).isEmpty();
  }

  @Test
  void cacheRemoveAll_afterInvocationThatThrows_dependsOnTheException() {
    books.put("Emma", "text");

    assertThatThrownBy(() -> library.removeAllAfterFailing(new IllegalArgumentException()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(books).hasSize(1);

    assertThatThrownBy(() -> library.removeAllAfterFailing(new IllegalStateException()))
        .isInstanceOf(IllegalStateException.class);
    assertThat(books).isEmpty();
  }
}
