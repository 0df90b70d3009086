package org.entresol.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class FlatCopyTest {

  private static final AtomicInteger CONSTRUCTED = new AtomicInteger();

  static class Primitives {
    boolean z = true;
    byte b = 1;
    short s = 2;
    char c = '3';
    int i = 4;
    long l = 5;
    float f = 6;
    double d = 7;
    @Nullable String text = "8";
    @Nullable Integer boxed;
  }

  static class Base {
    private final String name;
    private int shadowed = 1;

    Base(String name) {
      this.name = name;
      CONSTRUCTED.incrementAndGet();
    }

    String name() {
      return name;
    }

    int shadowedInBase() {
      return shadowed;
    }
  }

  static class Derived extends Base {
    private int shadowed;
    private transient LocalDate noted = LocalDate.EPOCH;

    Derived(String name, int shadowed) {
      super(name);
      this.shadowed = shadowed;
    }
  }

  @Test
  void copy_fieldsOfEveryPrimitiveType_areTheSame() {
    Primitives original = new Primitives();

    Primitives copy = Rules.byValue().copy(original);

    assertThat(copy).isNotSameAs(original).usingRecursiveComparison().isEqualTo(original);
    assertThat(copy.c).isEqualTo('3');
    assertThat(copy.boxed).isNull();
  }

  @Test
  void copy_changedAfterwards_leavesTheOriginal() {
    Primitives original = new Primitives();

    Primitives copy = Rules.byValue().copy(original);
    copy.i = 40;
    copy.text = null;
    original.l = 50;

    assertThat(original.i).isEqualTo(4);
    assertThat(original.text).isEqualTo("8");
    assertThat(copy.l).isEqualTo(5);
  }

  @Test
  void copy_inheritedFinalTransientAndShadowedFields_areTheSame() {
    Derived copy = Rules.byValue().copy(new Derived("Ann", 2));

    assertThat(copy.name()).isEqualTo("Ann");
    assertThat(copy.shadowedInBase()).isEqualTo(1);
    assertThat(copy.shadowed).isEqualTo(2);
    assertThat(copy.noted).isEqualTo(LocalDate.EPOCH);
  }

  @Test
  void copy_anyClass_runsNoConstructor() {
    Derived original = new Derived("Ann", 2);
    int constructed = CONSTRUCTED.get();

    assertThat(Rules.byValue().copy(original)).isNotSameAs(original);
    assertThat(CONSTRUCTED).hasValue(constructed);
  }

  @Test
  void copierOf_flatClass_isTheSameForAllItsObjects() {
    Copiers copiers = Rules.byValue();

    Copier copier = copiers.copierOf(new Primitives());

    assertThat(copier).isNotNull().isSameAs(copiers.copierOf(new Primitives()));
  }

  @Test
  void copy_manyTimes_givesEachTimeANewObject() {
    Copiers copiers = Rules.byValue();
    Primitives original = new Primitives();
    Primitives last = original;

    for (int i = 0; i < 20_000; i++) { // enough for compiled code to take over
      Primitives copy = copiers.copy(original);
      assertThat(copy).isNotSameAs(original).isNotSameAs(last);
      assertThat(copy.d).isEqualTo(7);
      last = copy;
    }
  }
}
