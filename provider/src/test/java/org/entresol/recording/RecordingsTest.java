package org.entresol.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.cache.integration.CacheLoaderException;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.entresol.EntresolCache;
import org.entresol.EntresolConfiguration;
import org.entresol.Stack;
import org.entresol.codec.AllowedClasses;
import org.entresol.codec.CodecException;
import org.entresol.fixtures.MemoryLab;
import org.entresol.jcache.FunctionLoader;
import org.entresol.tier.memory.Inbox;
import org.entresol.time.FakeClock;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a recording of the JVM's is told, and that nobody else is told anything. */
@Tag("unit")
class RecordingsTest {

  private static final List<String> ALL =
      List.of("Load", "RemoteCall", "Repair", "Generation", "Breaker", "RefusedClass", "StaleCopy");

  private final FakeClock clock = new FakeClock();
  @RegisterExtension private final MemoryLab lab = new MemoryLab(clock);
  @TempDir private Path folder;

  private EntresolCache<String, String> open(String node) {
    return (EntresolCache<String, String>)
        lab.manager(node)
            .createCache(
                "c",
                EntresolConfiguration.builder(String.class, String.class)
                    .stack(Stack.HEAP_REDIS)
                    .partitions(1)
                    .loader(() -> new FunctionLoader<>(RecordingsTest::ask))
                    .readThrough(true)
                    .build());
  }

  /** A source that has all but one. */
  static String ask(String key) {
    if (key.equals("bad")) {
      throw new CacheLoaderException("the source is away");
    }
    return "of " + key;
  }

  private static Recording recording() {
    Recording recording = new Recording();
    ALL.forEach(name -> recording.enable("org.entresol." + name).withThreshold(Duration.ZERO));
    recording.start();
    return recording;
  }

  /** The events of a kind that a recording was told. */
  private List<RecordedEvent> told(Recording recording, String name) throws IOException {
    recording.stop();
    Path file = folder.resolve(name + ".jfr");
    recording.dump(file);
    return RecordingFile.readAllEvents(file).stream()
        .filter(event -> event.getEventType().getName().equals("org.entresol." + name))
        .toList();
  }

  @Test
  void load_answeredOrFailed_isTold() throws IOException {
    EntresolCache<String, String> cache = open("one");
    try (Recording recording = recording()) {
      assertThat(cache.get("a")).isEqualTo("of a");
      assertThatThrownBy(() -> cache.get("bad")).isInstanceOf(CacheLoaderException.class);

      List<RecordedEvent> loads = told(recording, "Load");

      assertThat(loads).hasSize(2);
      assertThat(loads).extracting(event -> event.getString("cache")).containsOnly("c");
      assertThat(loads)
          .extracting(event -> event.getBoolean("failed"))
          .containsExactly(false, true);
      assertThat(loads)
          .extracting(event -> event.getInt("keyHash"))
          .containsExactly("a".hashCode(), "bad".hashCode());
    }
  }

  @Test
  void remoteCall_ofARead_isTold() throws IOException {
    EntresolCache<String, String> cache = open("one");
    try (Recording recording = recording()) {
      cache.put("a", "b");

      assertThat(told(recording, "RemoteCall"))
          .isNotEmpty()
          .allMatch(event -> event.getString("cache").equals("c") && !event.getBoolean("failed"));
    }
  }

  @Test
  void get_near_tellsNothing() throws IOException {
    EntresolCache<String, String> cache = open("one");
    cache.put("a", "b");
    assertThat(cache.get("a")).isEqualTo("b");
    try (Recording recording = recording()) {
      assertThat(cache.get("a")).isEqualTo("b");

      assertThat(told(recording, "RemoteCall")).isEmpty();
    }
  }

  @Test
  void repair_afterLostNews_isToldWithItsGeneration() throws IOException {
    EntresolCache<String, String> writing = open("one");
    EntresolCache<String, String> deaf = open("deaf");
    writing.put("a", "old");
    assertThat(deaf.get("a")).isEqualTo("old");
    try (Recording recording = recording()) {
      Inbox inbox = lab.node("deaf").tiers().get(0).inbox();
      inbox.hold();
      writing.put("a", "new");
      inbox.loseAll();
      inbox.release();
      lab.repair();
      lab.repair();
      assertThat(deaf.get("a")).isEqualTo("new");

      List<RecordedEvent> repairs = told(recording, "Repair");

      assertThat(repairs).hasSize(1);
      assertThat(repairs.get(0).getString("cache")).isEqualTo("c");
      assertThat(repairs.get(0).getLong("there") - repairs.get(0).getLong("heard")).isEqualTo(1);
    }
  }

  @Test
  void generation_ofADroppedPartition_isTold() throws IOException {
    EntresolCache<String, String> cache = open("one");
    try (Recording recording = recording()) {
      cache.invalidateNear();

      assertThat(told(recording, "Generation"))
          .isNotEmpty()
          .allMatch(event -> event.getInt("partition") == 0);
    }
  }

  @Test
  void class_refused_isTold() throws IOException {
    AllowedClasses allowed = AllowedClasses.of(List.of(), List.of());
    try (Recording recording = recording()) {
      assertThatThrownBy(() -> allowed.require(RecordingsTest.class))
          .isInstanceOf(CodecException.class);
      assertThatThrownBy(() -> allowed.load("com.acme.Evil", getClass().getClassLoader()))
          .isInstanceOf(CodecException.class);

      assertThat(told(recording, "RefusedClass"))
          .extracting(event -> event.getString("refused"))
          .containsExactly(RecordingsTest.class.getName(), "com.acme.Evil");
    }
  }

  @Test
  void events_unlessAskedFor_areOff() throws IOException {
    EntresolCache<String, String> cache = open("one");
    try (Recording recording = new Recording()) {
      recording.start();
      assertThat(cache.get("a")).isEqualTo("of a");
      assertThat(new Spans().load("c", List.of("a"))).isSameAs(Span.UNRECORDED);
      assertThat(new Spans().remoteCall("c")).isSameAs(Span.UNRECORDED);

      assertThat(told(recording, "Load")).isEmpty();
    }
    assertThat(FlightRecorder.getFlightRecorder().getEventTypes())
        .filteredOn(type -> type.getName().startsWith("org.entresol."))
        .extracting(EventType::isEnabled)
        .containsOnly(false);
  }
}
