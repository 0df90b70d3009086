package org.entresol.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.configuration.FactoryBuilder.SingletonFactory;
import org.entresol.Codec;
import org.entresol.EntresolCache;
import org.entresol.EntresolConfiguration;
import org.entresol.EntresolStatisticsMXBean;
import org.entresol.Stack;
import org.entresol.TestStacks;
import org.entresol.fixtures.MemoryLab;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A codec of a user's. */
class OwnCodecTest extends CodecContract<OwnCodecTest.Point> {

  @RegisterExtension private final MemoryLab nodes = new MemoryLab();

  /** What only its own codec can copy or write: its constructor counts. */
  static final class Point {
    final int x;
    final int y;

    Point(int x, int y) {
      this.x = x;
      this.y = y;
    }

    @Override
    public boolean equals(@Nullable Object object) {
      return object instanceof Point other && x == other.x && y == other.y;
    }

    @Override
    public int hashCode() {
      return Objects.hash(x, y);
    }
  }

  /** Points as texts. */
  private static class Points implements Codec<Point> {
    @Override
    public String name() {
      return "points-1";
    }

    @Override
    public byte[] encode(Point value) {
      return (" ".repeat(100) + value.x + "," + value.y).getBytes(UTF_8);
    }

    @Override
    public Point decode(byte[] bytes) {
      String[] parts = new String(bytes, UTF_8).trim().split(",", 2);
      return new Point(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
    }
  }

  /** Throws what it is told to. */
  private static final class Throwing extends Points implements AutoCloseable {
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private String name = "points-1";
    private boolean isClosed;

    @Override
    public String name() {
      return name;
    }

    private void fail() {
      Throwable thrown = failure.get();
      if (thrown != null) {
        Throwing.<RuntimeException>sneak(thrown);
      }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(Throwable thrown) throws T {
      throw (T) thrown;
    }

    @Override
    public byte[] encode(Point value) {
      fail();
      return super.encode(value);
    }

    @Override
    public Point decode(byte[] bytes) {
      fail();
      return super.decode(bytes);
    }

    @Override
    public void close() {
      isClosed = true;
    }
  }

  @Override
  protected Class<Point> type() {
    return Point.class;
  }

  @Override
  protected EntresolConfiguration.Builder<String, Point> with(
      EntresolConfiguration.Builder<String, Point> builder) {
    return builder.codec(Points::new);
  }

  @Override
  protected List<Point> values() {
    return List.of(new Point(1, 2), new Point(3, 4));
  }

  @Override
  protected String name() {
    return "points-1";
  }

  private EntresolCache<String, Point> cache(String node, Throwing codec) {
    return (EntresolCache<String, Point>)
        nodes
            .manager(node)
            .createCache(
                "c",
                EntresolConfiguration.builder(String.class, Point.class)
                    .stack(Stack.REDIS)
                    .codec(new SingletonFactory<>(codec))
                    .build());
  }

  /** What whoever has it may change. */
  record Place(List<String> path) {}

  @ParameterizedTest
  @TestStacks.EachShared
  void put_keyThatMayChange_isNotTheCodecsMatter(Stack stack) {
    Cache<Place, Point> cache =
        nodes
            .manager("one")
            .createCache(
                "places",
                EntresolConfiguration.builder(Place.class, Point.class)
                    .stack(stack)
                    .codec(Points::new)
                    .build());
    List<String> path = new ArrayList<>(List.of("a"));
    cache.put(new Place(path), new Point(1, 2));

    path.add("b");

    assertThat(cache.getAndPut(new Place(List.of("a")), new Point(3, 4)))
        .isEqualTo(new Point(1, 2));
    assertThat(cache.iterator().next().getKey()).isEqualTo(new Place(List.of("a")));
  }

  static Stream<Throwable> failures() {
    return Stream.of(
        new IllegalStateException("broken"),
        new java.io.IOException("broken"),
        new StackOverflowError("broken"),
        new NoClassDefFoundError("broken"),
        new OutOfMemoryError("broken"),
        new AssertionError("broken"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void get_codecThatThrowsAnything_isACountedMiss(Throwable failure) {
    Throwing broken = new Throwing();
    cache("one", new Throwing()).put("k", new Point(1, 2));
    EntresolCache<String, Point> reader = cache("two", broken);
    broken.failure.set(failure);

    assertThat(reader.get("k")).isNull();
    assertThat(reader.unwrap(EntresolStatisticsMXBean.class).getUnreadableEntries()).isEqualTo(1);

    broken.failure.set(null);
    assertThat(reader.get("k")).isEqualTo(new Point(1, 2));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void put_codecThatThrowsAnything_isACacheException(Throwable failure) {
    Throwing broken = new Throwing();
    Cache<String, Point> cache = cache("one", broken);
    cache.put("k", new Point(1, 2));
    broken.failure.set(failure);

    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(() -> cache.put("k", new Point(3, 4)))
        .withMessageContaining(Point.class.getName());

    broken.failure.set(null);
    assertThat(cache.get("k")).isEqualTo(new Point(1, 2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "json", "kryo", "a b", "a\nb", "ä"})
  void createCache_codecWithoutAProperName_isRefused(String name) {
    Throwing codec = new Throwing();
    codec.name = name;

    assertThatIllegalArgumentException()
        .isThrownBy(() -> cache("one", codec))
        .withMessageContaining("codec: " + Throwing.class.getName());
    assertThat(codec.isClosed).isTrue();
  }

  @Test
  void close_cache_closesItsCodec() {
    Throwing codec = new Throwing();

    cache("one", codec).close();

    assertThat(codec.isClosed).isTrue();
  }
}
