package org.entresol.codec.copy;

import java.io.File;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URL;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.time.chrono.ChronoLocalDate;
import java.time.chrono.Chronology;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Collections;
import java.util.Currency;
import java.util.HashSet;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.entresol.codec.ClassFacts;

/**
 * The judgement which classes have instances that never change, so that they may be shared.
 *
 * <p>Immutable are the JDK's value classes, enums, the types the user vouches for, and classes (so
 * records too) whose fields are all final and declared of types that allow nothing else. An object
 * has exactly the class it is asked about; what a field refers to may have a subclass, so a
 * declared type must be final or sealed as well. Stateless and thread-safe; every question is
 * answered anew, the caller remembers.
 */
public final class ImmutableTypes {

  /** Classes of the JDK without mutable state, beside those of {@code java.time}. */
  private static final Set<Class<?>> VALUES =
      Set.of(
          Object.class,
          String.class,
          Boolean.class,
          Character.class,
          Byte.class,
          Short.class,
          Integer.class,
          Long.class,
          Float.class,
          Double.class,
          Void.class,
          Class.class,
          BigDecimal.class,
          BigInteger.class,
          MathContext.class,
          UUID.class,
          Locale.class,
          Currency.class,
          Pattern.class,
          OptionalInt.class,
          OptionalLong.class,
          OptionalDouble.class,
          URI.class,
          URL.class,
          File.class,
          InetAddress.class,
          Inet4Address.class,
          Inet6Address.class,
          InetSocketAddress.class,
          StackTraceElement.class,
          Collections.emptyList().getClass(),
          Collections.emptySet().getClass(),
          Collections.emptyMap().getClass());

  /** Open types of the JDK whose implementations in the JDK are all immutable. */
  private static final Set<Class<?>> VALUE_FAMILIES =
      Set.of(Charset.class, Path.class, ZoneId.class, ChronoLocalDate.class, Chronology.class);

  /** Types that are trusted as the declared type of a field, although a subclass could exist. */
  private static final Set<Class<?>> VALUE_DECLARATIONS =
      Set.of(
          Enum.class,
          BigDecimal.class,
          BigInteger.class,
          ZoneId.class,
          Charset.class,
          InetAddress.class);

  private static final String TIME = DayOfWeek.class.getPackageName();

  private final Set<String> vouchedFor;

  /** A judgement that also trusts the classes of these names and their subclasses. */
  ImmutableTypes(Set<String> vouchedFor) {
    this.vouchedFor = Set.copyOf(vouchedFor);
  }

  /** Whether no object of exactly this class can change. */
  boolean hasImmutableInstances(Class<?> type) {
    return isValue(type) || isVouchedFor(type) || hasFrozenState(type, new HashSet<>());
  }

  /** Whether whatever a field of this declared type refers to cannot change. */
  boolean isImmutableAsDeclared(Class<?> type) {
    return isImmutableAsDeclared(type, new HashSet<>());
  }

  /**
   * @param assumed the classes under judgement: one that refers to itself is immutable if the rest
   *     of it is. A single refusal ends the whole judgement, so an assumption never needs undoing.
   */
  private boolean isImmutableAsDeclared(Class<?> type, Set<Class<?>> assumed) {
    if (type.isPrimitive() || type.isEnum() || VALUE_DECLARATIONS.contains(type)) {
      return true;
    }
    if (isVouchedFor(type) || assumed.contains(type)) {
      return true;
    }
    if (type.isSealed()) {
      assumed.add(type);
      for (Class<?> permitted : type.getPermittedSubclasses()) {
        if (!isImmutableAsDeclared(permitted, assumed)) {
          return false;
        }
      }
      return Modifier.isAbstract(type.getModifiers()) || hasFrozenState(type, assumed);
    }
    return Modifier.isFinal(type.getModifiers())
        && (isValue(type) || hasFrozenState(type, assumed));
  }

  /** Whether the class is one of the JDK with immutable instances, or an enum. */
  public static boolean isValue(Class<?> type) {
    // The class of an enum constant with a body is a subclass of the enum.
    if (VALUES.contains(type) || Enum.class.isAssignableFrom(type)) {
      return true;
    }
    if (!ClassFacts.isJdk(type) || type.isArray()) {
      return false;
    }
    if (type.getPackageName().startsWith(TIME)) {
      return type != DateTimeFormatterBuilder.class;
    }
    return VALUE_FAMILIES.stream().anyMatch(family -> family.isAssignableFrom(type));
  }

  private boolean isVouchedFor(Class<?> type) {
    if (vouchedFor.isEmpty()) {
      return false;
    }
    for (Class<?> t = type; t != null; t = t.getSuperclass()) {
      if (vouchedFor.contains(t.getName()) || isAnyVouchedFor(t.getInterfaces())) {
        return true;
      }
    }
    return isAnyVouchedFor(type.getInterfaces());
  }

  private boolean isAnyVouchedFor(Class<?>[] interfaces) {
    for (Class<?> type : interfaces) {
      if (vouchedFor.contains(type.getName()) || isAnyVouchedFor(type.getInterfaces())) {
        return true;
      }
    }
    return false;
  }

  /** Whether all state of an object of exactly this class of the user is final and immutable. */
  private boolean hasFrozenState(Class<?> type, Set<Class<?>> assumed) {
    if (type.isArray() || type.isInterface() || ClassFacts.isJdk(type)) {
      return false;
    }
    if (ClassFacts.isLambda(type)) {
      return false;
    }
    assumed.add(type);
    for (Class<?> t = type; t != null; t = t.getSuperclass()) {
      for (Field field : t.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers()) && !isFrozen(field, assumed)) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean isFrozen(Field field, Set<Class<?>> assumed) {
    return Modifier.isFinal(field.getModifiers())
        && isImmutableAsDeclared(field.getType(), assumed);
  }
}
