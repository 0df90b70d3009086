package org.entresol.store.tiered;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.entresol.EntresolCache;
import org.entresol.EntresolConfiguration;
import org.entresol.EntresolTiersMXBean;
import org.entresol.Stack;
import org.entresol.fixtures.LogLines;
import org.entresol.fixtures.MemoryLab;
import org.entresol.tier.Act;
import org.entresol.tier.Announcement;
import org.entresol.tier.ByteTier;
import org.entresol.tier.Found;
import org.entresol.tier.NearCopy;
import org.entresol.tier.Version;
import org.entresol.tier.memory.Inbox;
import org.entresol.time.FakeClock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The audit of coherence, beside nodes that do hear of changes, and one that does not. */
@Tag("unit")
class CoherenceAuditTest {
  private static final Duration TICK = Duration.ofMillis(200);

  private final FakeClock clock = new FakeClock();
  @RegisterExtension private final MemoryLab lab = new MemoryLab(clock);

  @RegisterExtension
  private final LogLines log = new LogLines("org.entresol.store.tiered.CoherenceAudit");

  private EntresolCache<String, String> open(String node, int sample) {
    return (EntresolCache<String, String>)
        lab.manager(node)
            .createCache(
                "c",
                EntresolConfiguration.builder(String.class, String.class)
                    .stack(Stack.HEAP_REDIS)
                    .auditSample(sample)
                    .build());
  }

  private static EntresolTiersMXBean figures(EntresolCache<?, ?> cache) {
    return cache.unwrap(EntresolTiersMXBean.class);
  }

  /** Lets pass what nodes have for hearing of a change, and for answering. */
  private void passTheBound() {
    for (int second = 0; second < 8; second++) {
      passASecond();
      lab.repair();
    }
  }

  private void passASecond() {
    for (int i = 0; i < 5; i++) {
      clock.advance(TICK);
    }
  }

  /** A tier that has nothing, and notes what it is asked. */
  private static final class Questioned {
    private long question;
    private int reads;

    ByteTier tier() {
      return (ByteTier)
          Proxy.newProxyInstance(
              ByteTier.class.getClassLoader(), new Class<?>[] {ByteTier.class}, this::called);
    }

    private @Nullable Object called(Object proxy, Method method, Object[] arguments) {
      if (method.getName().equals("askNodes")) {
        question = (Long) arguments[0];
        return null;
      }
      assertThat(method.getName()).isEqualTo("readAll");
      reads++;
      return List.of(new Found(0, null));
    }
  }

  private void passSecondsWithoutComparing(int seconds) {
    for (int i = 0; i < seconds; i++) {
      passASecond();
    }
  }

  @Test
  void copies_ofNodesThatHear_areNoViolations() {
    EntresolCache<String, String> watching = open("watching", 100);
    EntresolCache<String, String> other = open("other", 0);
    for (int i = 0; i < 10; i++) {
      watching.put("k" + i, "old");
      other.get("k" + i);
      other.put("k" + i, "new");
      watching.get("k" + i);
    }
    passTheBound();

    assertThat(figures(watching).getAudits()).isEqualTo(20);
    assertThat(figures(watching).getAuditedCopies()).isEqualTo(40);
    assertThat(figures(watching).getCoherenceViolations()).isZero();
    assertThat(figures(other).getAudits()).as("it looks into nothing").isZero();
  }

  @Test
  void copy_ofANodeThatNeitherHearsNorComparesInTime_isAViolation(@TempDir Path folder)
      throws Exception {
    EntresolCache<String, String> watching = open("watching", 100);
    EntresolCache<String, String> deaf = open("deaf", 0);
    watching.put("a", "old");
    assertThat(deaf.get("a")).isEqualTo("old");
    passTheBound();
    assertThat(figures(watching).getCoherenceViolations()).isZero();

    try (Recording recording = new Recording()) {
      recording.enable("org.entresol.StaleCopy");
      recording.start();
      Inbox inbox = lab.node("deaf").tiers().get(0).inbox();
      inbox.hold();
      watching.put("a", "new");
      inbox.loseAll();
      // One comparison finds it ahead, and only the next one would drop it.
      passSecondsWithoutComparing(4);
      lab.repair();
      passSecondsWithoutComparing(3);
      assertThat(deaf.get("a")).isEqualTo("old");
      lab.repair();

      assertThat(figures(watching).getCoherenceViolations()).isEqualTo(1);
      assertThat(figures(watching).getGreatestStalenessMillis()).isBetween(6000L, 7000L);
      assertThat(log.warnings()).isEqualTo(1);
      recording.stop();
      Path file = folder.resolve("stale.jfr");
      recording.dump(file);
      List<RecordedEvent> events = RecordingFile.readAllEvents(file);
      assertThat(events).hasSize(1);
      assertThat(events.get(0).getString("key")).isEqualTo("s:a");
      inbox.release();
    }
  }

  @Test
  void copy_ofANodeThatCannotCompare_isItsOwnMatter() {
    EntresolCache<String, String> watching = open("watching", 100);
    EntresolCache<String, String> away = open("away", 0);
    watching.put("a", "old");
    away.get("a");
    passTheBound();
    Inbox inbox = lab.node("away").tiers().get(0).inbox();
    inbox.hold();
    watching.put("a", "new");
    inbox.loseAll();
    passSecondsWithoutComparing(7);

    assertThat(away.get("a")).as("as max-staleness has it").isEqualTo("old");
    lab.repair();
    assertThat(figures(watching).getAudits()).isEqualTo(2);
    assertThat(figures(watching).getCoherenceViolations()).isZero();
    inbox.release();
  }

  @Test
  void copy_thatWasReadAfterTheChange_isNoViolation() {
    EntresolCache<String, String> watching = open("watching", 100);
    EntresolCache<String, String> other = open("other", 0);
    watching.put("a", "1");
    watching.put("a", "2");
    other.get("a");
    passTheBound();

    assertThat(figures(watching).getAudits()).isEqualTo(2);
    assertThat(figures(watching).getCoherenceViolations()).isZero();
  }

  @Test
  void answers_toNoQuestionOrOfAnotherKeyOrTooMany_areLeftOut() {
    Questioned tier = new Questioned();
    CoherenceAudit audit = new CoherenceAudit("c", tier.tier(), clock, 10);
    byte[] key = "s:a".getBytes(UTF_8);
    audit.heard(new Announcement(Act.WRITE, true, 0, 7, key, null, null));
    clock.advance(CoherenceAudit.BOUND);
    audit.tick();
    NearCopy old = new NearCopy(new Version(1, 1), 1);

    audit.answered(1, key, old);
    audit.answered(tier.question, "s:b".getBytes(UTF_8), old);
    for (int i = 0; i < 10_000; i++) {
      audit.answered(tier.question, key, old);
    }
    clock.advance(Duration.ofSeconds(1));
    audit.tick();
    assertThat(tier.reads).as("the tick waits for nobody").isZero();
    audit.judge();

    assertThat(audit.audited().answers()).isEqualTo(256);
    assertThat(tier.reads).isEqualTo(1);
  }

  @Test
  void changes_moreThanTheRate_areLeftOut() {
    EntresolCache<String, String> watching = open("watching", 5);
    for (int i = 0; i < 100; i++) {
      watching.put("k" + i, "v");
    }
    passTheBound();

    assertThat(figures(watching).getAudits()).isEqualTo(5);
  }
}
