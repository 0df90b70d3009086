package org.entresol.codec;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.entresol.recording.Recordings;
import org.jspecify.annotations.Nullable;

/**
 * The classes that may be named in bytes.
 *
 * <p>Names are judged as text, before any class is loaded. Immutable and thread-safe.
 */
public final class AllowedClasses {

  /** Whatever is measured but never read again may be of any class. */
  public static final AllowedClasses ANY =
      new AllowedClasses(Chosen.NONE, Map.of(), true, null, null);

  private static final Pattern NAME =
      Pattern.compile("[\\p{javaJavaIdentifierStart}][\\p{javaJavaIdentifierPart}.]*");

  private static final String PRIMITIVES = "ZBSCIJFD";

  private static final int MOST_DIMENSIONS = 16;

  private final Chosen chosen;

  /** What classes are called by now, by the names they had before. */
  private final Map<String, String> renamed;

  private final boolean any;
  private final @Nullable Told told;
  private final @Nullable Missing missing;

  /**
   * The classes that are allowed beside those of the JDK.
   *
   * @param exact the names of classes that are allowed alone
   * @param names the names of classes that are allowed with those nested in them
   * @param flat packages with a dot behind them
   * @param deep packages, with a dot behind them, that are allowed with those below them
   */
  private record Chosen(
      Set<String> exact, Set<String> names, Collection<String> flat, Collection<String> deep) {
    private static final Chosen NONE = new Chosen(Set.of(), Set.of(), List.of(), List.of());

    private Chosen {
      exact = Set.copyOf(exact);
      names = Set.copyOf(names);
      flat = List.copyOf(flat);
      deep = List.copyOf(deep);
    }
  }

  /**
   * What a refusal says beside the classes.
   *
   * @param cache the name of the cache
   * @param line the line that would allow classes, and where it belongs
   */
  private record Told(String cache, Function<List<String>, String> line) {}

  /** The classes that an object lacks, each with the place where it was first met. */
  private static final class Missing {
    private final Trail trail;
    private final Map<String, String> places = new LinkedHashMap<>();

    Missing(Trail trail) {
      this.trail = trail;
    }

    void note(String className) {
      places.putIfAbsent(className, trail.toString());
    }
  }

  private AllowedClasses(
      Chosen chosen,
      Map<String, String> renamed,
      boolean any,
      @Nullable Told told,
      @Nullable Missing missing) {
    this.chosen = chosen;
    this.renamed = renamed;
    this.any = any;
    this.told = told;
    this.missing = missing;
  }

  /**
   * The JDK's enums, value and collection types, the configured types with their packages, and
   * whatever the patterns match.
   *
   * @param configuredTypes the key and value types of a cache; each allows its package and the
   *     packages below it. A type of the JDK allows nothing more, one in the unnamed package only
   *     itself and its nested classes
   * @param patterns {@code com.acme.**} for a package and those below it, {@code com.acme.*} for a
   *     package, {@code com.acme.Order} for a class with its nested classes
   * @throws IllegalArgumentException when a pattern has another form
   */
  public static AllowedClasses of(
      Collection<Class<?>> configuredTypes, Collection<String> patterns) {
    Set<String> names = new HashSet<>();
    Set<String> flat = new TreeSet<>();
    Set<String> deep = new TreeSet<>();
    for (Class<?> configured : configuredTypes) {
      Class<?> type = elementOf(configured);
      if (!type.isPrimitive() && !ClassFacts.isJdk(type)) {
        String home = type.getPackageName();
        if (home.isEmpty()) {
          names.add(outermost(type.getName()));
        } else {
          deep.add(home + ".");
        }
      }
    }
    for (String pattern : patterns) {
      if (pattern.endsWith(".**")) {
        deep.add(checked(pattern, 2));
      } else if (pattern.endsWith(".*")) {
        flat.add(checked(pattern, 1));
      } else {
        names.add(checked(pattern, 0));
      }
    }
    return new AllowedClasses(new Chosen(Set.of(), names, flat, deep), Map.of(), false, null, null);
  }

  /**
   * These classes and some more.
   *
   * @param classes the binary names of those that are allowed alone, without what is nested in them
   */
  public AllowedClasses with(Set<String> classes) {
    Set<String> exact = new HashSet<>(chosen.exact());
    exact.addAll(classes);
    Chosen more = new Chosen(exact, chosen.names(), chosen.flat(), chosen.deep());
    return new AllowedClasses(more, renamed, any, told, missing);
  }

  /**
   * The same classes, some of which had other names before.
   *
   * @param names what classes are called by now, by the names they have in bytes that were written
   *     before; those nested in them have moved with them
   */
  public AllowedClasses renaming(Map<String, String> names) {
    return new AllowedClasses(chosen, Map.copyOf(names), any, told, missing);
  }

  private static String checked(String pattern, int stars) {
    String name = pattern.substring(0, pattern.length() - stars);
    if (!NAME.matcher(name).matches() || name.contains("..") || (stars == 0) == isOpen(name)) {
      throw new IllegalArgumentException(
          "allow: \""
              + pattern
              + "\" is not a pattern for classes; allowed are com.acme.** (a package and those"
              + " below it), com.acme.* (a package) and com.acme.Order (a class)");
    }
    return name;
  }

  private static boolean isOpen(String name) {
    return name.endsWith(".");
  }

  /** Whether objects of this class may be encoded; never for lambdas and dynamic proxies. */
  public boolean allows(Class<?> type) {
    Class<?> element = elementOf(type);
    return any
        || element.isPrimitive()
        || (!element.isHidden()
            && !java.lang.reflect.Proxy.isProxyClass(element)
            && allowsName(type.getName()));
  }

  /**
   * Whether the class of this name may be loaded for bytes that name it.
   *
   * @param className as {@link Class#getName()} gives it, also of an array
   */
  public boolean allowsName(String className) {
    if (any) {
      return true;
    }
    return className.startsWith("[") ? allowsArray(className) : allowsElement(className);
  }

  /**
   * The same classes, for a cache whose name refusals say.
   *
   * @param line makes the line that allows classes, and where it belongs, of their names
   */
  public AllowedClasses of(String cache, Function<List<String>, String> line) {
    return new AllowedClasses(chosen, renamed, any, new Told(cache, line), missing);
  }

  /** The same classes, but instead of refusing a class it is noted. */
  private AllowedClasses noting(Missing missing) {
    return new AllowedClasses(chosen, renamed, any, told, missing);
  }

  /**
   * Refuses a class that is not allowed.
   *
   * @throws CodecException when it is not
   */
  public void require(Class<?> type) {
    if (allows(type)) {
      return;
    }
    if (missing == null) {
      throw refused(type.getName());
    }
    missing.note(type.getName());
  }

  /**
   * What to throw when encoding an object ended in a failure: if that was the refusal of a class,
   * the refusal of all classes in the object that are not allowed, and not only of the first.
   *
   * @param again encodes the object by the rules it is given, which note what they would refuse;
   *     says where it is on the trail
   */
  public CodecException ofEncoding(
      Class<?> type, Throwable thrown, BiConsumer<AllowedClasses, Trail> again) {
    CodecException failure = CodecException.ofEncoding(type, thrown);
    if (failure.refused().isEmpty()) {
      return failure;
    }
    Missing all = new Missing(new Trail(type));
    try {
      again.accept(noting(all), all.trail);
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      failure.addSuppressed(e);
    }
    failure.refused().forEach(all::note);
    return told(failure, all.places);
  }

  /** What to throw when decoding ended in a failure. */
  public CodecException ofDecoding(Throwable thrown) {
    CodecException failure = CodecException.ofDecoding(thrown);
    Map<String, String> places = new LinkedHashMap<>();
    failure.refused().forEach(name -> places.put(name, ""));
    return told(failure, places);
  }

  /** A refusal as users read it; other failures are as they are. */
  private CodecException told(CodecException failure, Map<String, String> places) {
    return told == null || places.isEmpty()
        ? failure
        : CodecException.refused(told.cache(), places, told.line());
  }

  private CodecException refused(String className) {
    Recordings.refusedClass(told == null ? "" : told.cache(), className);
    return CodecException.refused(className);
  }

  /** The class of a name that was read, which is judged before it is loaded. */
  public Class<?> load(String className, ClassLoader loader) {
    String name = renamed.isEmpty() ? className : nameByNow(className);
    if (!allowsName(name)) {
      throw refused(name);
    }
    try {
      return Class.forName(name, false, loader);
    } catch (ClassNotFoundException | LinkageError e) {
      throw CodecException.malformed("the class " + name + " cannot be loaded (" + e + ")");
    }
  }

  private String nameByNow(String className) {
    boolean isArray = className.startsWith("[") && className.endsWith(";");
    int start = isArray ? className.indexOf('L') + 1 : 0;
    int length = className.length() - (isArray ? 1 : 0);
    for (int end = length; end > start; end = className.lastIndexOf('$', end - 1)) {
      String now = renamed.get(className.substring(start, end));
      if (now != null) {
        return className.substring(0, start) + now + className.substring(end);
      }
    }
    return className;
  }

  private boolean allowsArray(String className) {
    int dimensions = 1;
    while (dimensions < className.length() && className.charAt(dimensions) == '[') {
      dimensions++;
    }
    String element = className.substring(dimensions);
    if (dimensions > MOST_DIMENSIONS) {
      return false;
    }
    if (element.length() == 1) {
      return PRIMITIVES.contains(element);
    }
    return element.startsWith("L")
        && element.endsWith(";")
        && allowsElement(element.substring(1, element.length() - 1));
  }

  private boolean allowsElement(String name) {
    if (JdkNames.allows(name)) {
      return true;
    }
    // Neither an array nor the name of a hidden class passes for a class of a package.
    if (name.indexOf('/') >= 0 || name.indexOf('[') >= 0 || name.indexOf(';') >= 0) {
      return false;
    }
    return chosen.exact().contains(name)
        || isNamed(name)
        || chosen.deep().stream().anyMatch(name::startsWith)
        || chosen.flat().stream().anyMatch(home -> isDirectlyIn(home, name));
  }

  /** Whether the class or one it is nested in was named. */
  private boolean isNamed(String name) {
    Set<String> names = chosen.names();
    if (names.isEmpty()) {
      return false;
    }
    for (int end = name.length(); end > 0; end = name.lastIndexOf('$', end - 1)) {
      if (names.contains(name.substring(0, end))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isDirectlyIn(String home, String name) {
    return name.startsWith(home) && name.indexOf('.', home.length()) < 0;
  }

  private static String outermost(String name) {
    int nested = name.indexOf('$', 1);
    return nested < 0 ? name : name.substring(0, nested);
  }

  private static Class<?> elementOf(Class<?> type) {
    Class<?> element = type;
    while (element.isArray()) {
      element = element.getComponentType();
    }
    return element;
  }
}
