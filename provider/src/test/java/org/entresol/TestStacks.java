package org.entresol;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.EnumSource;

/** The stacks that tests can open which have no files. */
public final class TestStacks {

  private TestStacks() {}

  /** Runs a test on each stack whose authority is the heap or Redis. */
  @Target({ElementType.METHOD, ElementType.TYPE})
  @Retention(RetentionPolicy.RUNTIME)
  @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = ".*DISK")
  public @interface Each {}

  /** Runs a test on each stack whose authority is Redis. */
  @Target(ElementType.METHOD)
  @Retention(RetentionPolicy.RUNTIME)
  @EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = ".*REDIS")
  public @interface EachShared {}

  /** The stacks whose authority is the heap or Redis. */
  public static Stream<Stack> all() {
    return Stream.of(Stack.values()).filter(stack -> stack.authority() != Stack.Authority.DISK);
  }
}
