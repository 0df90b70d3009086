package org.entresol.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchException;

import java.io.FileNotFoundException;
import java.io.IOException;
import javax.cache.Cache;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.entresol.spring.Archive.LostException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The caching of exceptions by {@code @CacheResult} (JSR-107, chapter 11). */
@Tag("unit")
class CachedExceptionsTest extends SpringContext {

  private final Archive archive = context.getBean(Archive.class);
  private final Cache<Object, Object> failures = jcache(SpringCaching.FAILURES);

  private Exception thrownBy(ThrowingCallable call, int calls) {
    Exception thrown = catchException(call);
    assertThat(archive.calls()).isEqualTo(calls);
    return thrown;
  }

  @Test
  void exception_cached_isThrownWithoutACall() {
    thrownBy(() -> archive.find("Emma", new LostException("Emma", "A7")), 1);
    Exception cached = thrownBy(() -> archive.find("Emma", new IOException("never thrown")), 1);

    assertThat(cached).isInstanceOf(LostException.class).hasMessage("Emma is lost");
    assertThat(((LostException) cached).shelf()).isEqualTo("A7");
    assertThat(failures.containsKey("Emma")).isTrue();
    assertThat(books).isEmpty();
  }

  @Test
  void exception_cached_keepsItsCauseAndWhereItWasThrown() {
    Exception failure = new IllegalStateException("outer", new IOException("inner"));
    thrownBy(() -> archive.find("Emma", failure), 1);
    Exception cached = thrownBy(() -> archive.find("Emma", new IOException("never thrown")), 1);

    assertThat(cached).isNotSameAs(failure).hasMessage("outer");
    assertThat(cached).cause().isInstanceOf(IOException.class).hasMessage("inner");
    assertThat(cached.getStackTrace()[0]).isEqualTo(failure.getStackTrace()[0]);
  }

  @Test
  void exception_ofAnotherKey_isNotThrown() {
    thrownBy(() -> archive.find("Emma", new LostException("Emma", "A7")), 1);
    Exception other = thrownBy(() -> archive.find("Persuasion", new IOException("other")), 2);

    assertThat(other).hasMessage("other");
  }

  @Test
  void cachedExceptions_listed_areCached() {
    thrownBy(() -> archive.findCachingSome("Emma", new FileNotFoundException("lost")), 1);
    Exception cached = thrownBy(() -> archive.findCachingSome("Emma", new IOException()), 1);

    assertThat(cached).isInstanceOf(FileNotFoundException.class).hasMessage("lost");
  }

  @Test
  void cachedExceptions_others_areNotCached() {
    thrownBy(() -> archive.findCachingSome("Emma", new IOException("first")), 1);
    Exception second = thrownBy(() -> archive.findCachingSome("Emma", new IOException("2nd")), 2);

    assertThat(second).hasMessage("2nd");
    assertThat(failures).isEmpty();
  }

  @Test
  void nonCachedExceptions_listedAndBelow_areNotCached() {
    thrownBy(() -> archive.findCachingMost("Emma", new FileNotFoundException("first")), 1);
    Exception second = thrownBy(() -> archive.findCachingMost("Emma", new IOException("2nd")), 2);

    assertThat(second).hasMessage("2nd");
    assertThat(failures).isEmpty();
  }

  @Test
  void nonCachedExceptions_others_areCached() {
    thrownBy(() -> archive.findCachingMost("Emma", new LostException("Emma", "A7")), 1);
    Exception cached = thrownBy(() -> archive.findCachingMost("Emma", new IOException()), 1);

    assertThat(cached).isInstanceOf(LostException.class);
  }

  @Test
  void exception_noExceptionCache_isNotCached() {
    thrownBy(() -> archive.findCachingNone("Emma", new IOException("first")), 1);
    Exception second = thrownBy(() -> archive.findCachingNone("Emma", new IOException("2nd")), 2);

    assertThat(second).hasMessage("2nd");
    assertThat(books).isEmpty();
    assertThat(failures).isEmpty();
  }
}
