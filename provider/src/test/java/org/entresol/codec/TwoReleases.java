package org.entresol.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.entresol.codec.wire.KryoCodec;

/** The classes of all changes in their old and their new form, with what each form reads. */
public final class TwoReleases {

  static final List<ClassChange> CHANGES = ClassChange.all();

  private static final Compiled OLD = compiled("-");
  private static final Compiled NEW = compiled("+");

  private TwoReleases() {}

  private static Compiled compiled(String release) {
    Map<String, String> sources = new HashMap<>();
    CHANGES.forEach(change -> sources.putAll(change.sources(release)));
    return Compiled.of(sources);
  }

  /** The classes in one of their forms. */
  public static ClassLoader classes(boolean isNew) {
    return isNew ? NEW : OLD;
  }

  /** The patterns that allow these classes. */
  public static List<String> allowed() {
    return CHANGES.stream().map(change -> change.home() + ".*").toList();
  }

  private static Object made(ClassLoader release, ClassChange change) {
    try {
      return release.loadClass(change.maker()).getMethod("make").invoke(null);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(change.name(), e);
    }
  }

  static ValueCodec codec(
      ClassChange change, boolean isNew, Map<String, String> renamed, SchemaStore schemas) {
    AllowedClasses allowed =
        AllowedClasses.of(List.of(), List.of(change.home() + ".*")).renaming(renamed);
    return new KryoCodec(classes(isNew), allowed, Set.of(), schemas);
  }

  /** What a release writes: a list of an object and of what shows where that ends. */
  static byte[] written(ClassChange change, boolean isNew, SchemaStore schemas) {
    Object object = made(classes(isNew), change);
    return codec(change, isNew, Map.of(), schemas).encode(List.of(object, "end"));
  }

  /** What a release reads in bytes of either, as text; {@code miss} for what it refuses. */
  static String read(ClassChange change, boolean isNew, byte[] bytes, SchemaStore schemas) {
    try {
      List<?> read =
          (List<?>) codec(change, isNew, change.renamed(isNew), schemas).decode(bytes, 0);
      assertThat(read.get(1)).isEqualTo("end");
      assertThat(read.get(0).getClass().getClassLoader()).isSameAs(classes(isNew));
      return Shown.of(read.get(0));
    } catch (CodecException e) {
      return "miss";
    }
  }
}
