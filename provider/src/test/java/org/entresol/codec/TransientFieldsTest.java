package org.entresol.codec;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;
import org.entresol.codec.wire.KryoCodec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What a serializable class declares transient is no part of its objects, in copies and bytes. */
@ParameterizedClass
@EnumSource
@Tag("unit")
class TransientFieldsTest {

  private static final Copiers COPIERS = Rules.byValue();
  private static final ValueCodec CODEC =
      new KryoCodec(
          TransientFieldsTest.class.getClassLoader(),
          AllowedClasses.of(List.of(TransientFieldsTest.class), List.of()),
          Set.of(),
          SharedSchemas.HERE);

  private final Way way;

  TransientFieldsTest(Way way) {
    this.way = way;
  }

  /** The ways to another object. */
  enum Way {
    COPY {
      @Override
      Object pass(Object original) {
        return COPIERS.copy(original);
      }
    },
    BYTES {
      @Override
      Object pass(Object original) {
        return CODEC.decode(CODEC.encode(original), 0);
      }
    };

    abstract Object pass(Object original);
  }

  @SuppressWarnings("unchecked") // what comes is of the class that went
  private <T> T passed(T original) {
    return (T) way.pass(original);
  }

  /** What belongs to a running program, and refuses to be looked into. */
  static final class Session implements Serializable {
    private static final AtomicInteger TOUCHED = new AtomicInteger();
    private final List<Object> everything = new ArrayList<>(List.of(new Thread("session")));

    private void writeObject(ObjectOutputStream out) throws IOException {
      TOUCHED.incrementAndGet();
      out.writeInt(everything.size());
    }
  }

  static class Base {
    private transient @Nullable Thread worker = new Thread("worker");
    private String inBase = "base";
  }

  static final class Order extends Base implements Serializable {
    private transient Logger log = Logger.getLogger("order");
    private transient Runnable task = () -> {};
    private transient Executor executor = Runnable::run;
    private transient @Nullable Session session = new Session();
    private transient int count = 5;
    private transient String note = "note";
    private String text;
    private @Nullable Object other;

    Order(String text) {
      this.text = text;
    }
  }

  private static void assertBare(Order order, String text) {
    assertThat(order.text).isEqualTo(text);
    assertThat(((Base) order).inBase).isEqualTo("base");
    assertThat(((Base) order).worker).isNull();
    assertThat(order.log).isNull();
    assertThat(order.task).isNull();
    assertThat(order.executor).isNull();
    assertThat(order.session).isNull();
    assertThat(order.count).isZero();
    assertThat(order.note).isNull();
  }

  @Test
  void transientFields_ofASerializableObject_haveTheirDefaults() {
    int touched = Session.TOUCHED.get();

    Order passed = passed(new Order("a"));

    assertBare(passed, "a");
    assertThat(Session.TOUCHED).hasValue(touched);
  }

  @Test
  void transientFields_ofObjectsInAGraph_haveTheirDefaults() {
    Order first = new Order("first");
    Order second = new Order("second");
    first.other = new ArrayList<>(List.of(second));
    second.other = first;

    Order passed = passed(first);

    Order next = (Order) ((List<?>) requireNonNull(passed.other)).get(0);
    assertBare(passed, "first");
    assertBare(next, "second");
    assertThat(next.other).isSameAs(passed);
  }

  @Test
  void object_inATransientAndAnotherField_isPassedByTheOther() {
    Shared original = new Shared(new ArrayList<>(List.of("a")));

    Shared passed = passed(original);

    assertThat(passed.left).isNull();
    assertThat(passed.kept).isEqualTo(original.kept).isNotSameAs(original.kept);
  }

  static final class Shared implements Serializable {
    private final transient List<String> left;
    private final List<String> kept;

    Shared(List<String> list) {
      this.left = list;
      this.kept = list;
    }
  }

  @Test
  void finalObject_thatIsFrozenButForATransientField_isPassedWithoutIt() {
    Frozen original = new Frozen("a");

    Frozen passed = passed(original);

    assertThat(passed.log).isNull();
    assertThat(passed.branch).isEqualTo(original.branch);
  }

  static final class Frozen implements Serializable {
    private final transient Logger log = Logger.getLogger("frozen");
    private final Object branch;

    Frozen(Object branch) {
      this.branch = branch;
    }
  }

  @Test
  void readResolve_ofAClassWithTransientFields_isCalled() {
    Resolved passed = passed(new Resolved("a"));

    assertThat(passed.text).isEqualTo("a");
    assertThat(passed.task).isNotNull();
  }

  static final class Resolved implements Serializable {
    private final String text;
    private final transient Thread task = new Thread("resolved");

    Resolved(String text) {
      this.text = text;
    }

    private Object readResolve() {
      return new Resolved(text);
    }
  }

  @Test
  void readObject_ofAClassWithTransientFields_putsThemRight() {
    Restored passed = passed(new Restored("a"));

    assertThat(passed.thread).isNotNull();
    assertThat(passed.text).isEqualTo("a");
  }

  static class Restored implements Serializable {
    private transient Thread thread = new Thread("restored");
    final String text;

    Restored(String text) {
      this.text = text;
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      thread = new Thread("restored");
    }
  }

  @Test
  void failureAndList_withTransientFields_arePassedWithoutThem() {
    Tagged tagged = new Tagged();
    tagged.add("a");

    Tagged passed = passed(tagged);

    assertThat(passed).containsExactly("a");
    assertThat(passed.session).isNull();
    assertThat(passed(new Failure("b")).session).isNull();
    assertThat(passed(new Failure("b"))).hasMessage("b");
  }

  static final class Tagged extends ArrayList<String> {
    private transient @Nullable Session session = new Session();
  }

  static final class Failure extends RuntimeException {
    private transient @Nullable Session session = new Session();

    Failure(String message) {
      super(message);
    }
  }

  @Test
  void size_ofASerializableObject_isThatOfItsOtherFields() {
    Order bare = new Order("a");
    bare.session = null;

    assertThat(COPIERS.sizeOf(new Order("a"))).isEqualTo(COPIERS.sizeOf(bare));
  }
}
