package org.entresol.config.model;

import java.util.Map;
import java.util.regex.Pattern;

/** The types of classes, given by their binary names and looked up in a class loader. */
public final class ClassNames {
  private static final Map<String, Class<?>> PRIMITIVES =
      Map.of(
          "boolean", boolean.class,
          "byte", byte.class,
          "char", char.class,
          "short", short.class,
          "int", int.class,
          "long", long.class,
          "float", float.class,
          "double", double.class);

  private static final Pattern CLASS_FORM =
      Pattern.compile(
          "\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*(\\.\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*)*");

  /** Any class; {@code []} behind a name makes it an array. */
  public static final Scalar<Class<?>> TYPE =
      Scalar.of("the full name of a class, such as java.lang.String or byte[]", ClassNames::named);

  /** The binary name of any class, which must be there. */
  public static final Scalar<String> NAME =
      Scalar.of(TYPE.allowed(), (text, loader) -> named(text, loader).getName());

  /** The binary name that a class had once, and which need not be there any more. */
  public static final Scalar<String> FORMER =
      Scalar.of(
          "the full name that a class had, such as com.acme.Old",
          (text, loader) -> {
            if (!CLASS_FORM.matcher(text).matches()) {
              throw new IllegalArgumentException("is not allowed");
            }
            return text;
          });

  /** The form of a field behind the name of its class. */
  public static final Pattern FIELD_FORM =
      Pattern.compile(
          "\\p{javaJavaIdentifierStart}[\\p{javaJavaIdentifierPart}.]*\\.\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*");

  /** A field behind the name of its class, neither of which need be there. */
  public static final Scalar<String> FIELD =
      Scalar.of(
          "the full name of a class and one of its fields, such as com.acme.Key.hash",
          (text, loader) -> fieldNamed(text));

  private ClassNames() {}

  private static String fieldNamed(String text) {
    if (!FIELD_FORM.matcher(text).matches()) {
      throw new IllegalArgumentException("is not allowed");
    }
    return text;
  }

  private static Class<?> named(String name, ClassLoader loader) {
    if (name.endsWith("[]")) {
      String item = name.substring(0, name.length() - 2);
      Class<?> primitive = PRIMITIVES.get(item);
      return (primitive != null ? primitive : named(item, loader)).arrayType();
    }
    return find(name, loader);
  }

  /**
   * The class with a name.
   *
   * @throws IllegalArgumentException if it cannot be loaded; the message is the reason
   */
  public static Class<?> find(String name, ClassLoader loader) {
    try {
      return Class.forName(name, false, loader);
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException("is not found by the class loader of the manager", e);
    } catch (LinkageError e) {
      throw new IllegalArgumentException("cannot be loaded (" + e + ")", e);
    }
  }
}
