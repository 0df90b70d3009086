package org.entresol.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How often a journal is told of what strangers do. */
@Tag("unit")
class OnceAMinuteTest {

  private final AtomicLong now = new AtomicLong();
  private final List<String> journal = new ArrayList<>();
  private final OnceAMinute told = new OnceAMinute(journal::add, now::get);

  @Test
  void texts_withinAMinute_areOneLine() {
    told.accept("a");
    told.accept("b");
    now.set(Duration.ofSeconds(59).toNanos());
    told.accept("c");

    assertThat(journal).containsExactly("a");
  }

  @Test
  void text_afterAMinute_tellsHowManyWereNotTold() {
    told.accept("a");
    told.accept("b");
    told.accept("c");
    now.set(Duration.ofMinutes(1).toNanos());
    told.accept("d");
    now.set(Duration.ofMinutes(2).toNanos());
    told.accept("e");

    assertThat(journal).containsExactly("a", "d; 2 such were not told", "e");
  }
}
