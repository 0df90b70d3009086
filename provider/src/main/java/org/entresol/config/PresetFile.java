package org.entresol.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.entresol.config.model.Setting.setting;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.entresol.EntresolConfiguration;
import org.entresol.Preset;
import org.entresol.TypePattern;
import org.entresol.config.model.ClassNames;
import org.entresol.config.model.Scalar;
import org.entresol.config.model.SetOf;

/** The list of one preset, as the file of its name says it. Immutable once it is read. */
final class PresetFile {
  private static final Scalar<String> NAME =
      Scalar.of("the full name of a class", (text, loader) -> text);

  private static final Scalar<String> CACHE =
      Scalar.of("the end of the name of a cache", (text, loader) -> text);

  private static final Schema<PresetFile> KEYS =
      new Schema<>(
          List.of(
              Key.key(setting("library", NAME), (to, name) -> to.library = name),
              Key.key(
                  setting("classes", new SetOf<>(NAME, Map.of("none", Set.of()))),
                  (to, names) -> to.classes = names),
              Key.key(
                  setting("keys.ignore", new SetOf<>(ClassNames.FIELD, Map.of())),
                  (to, fields) -> to.ignored = fields),
              Key.key(
                  setting("growing", new SetOf<>(CACHE, Map.of())),
                  (to, names) -> to.growing = names)));

  private String library = "";
  private Set<String> classes = Set.of();
  private Set<String> ignored = Set.of();
  private Set<String> growing = Set.of();

  private PresetFile() {}

  /** All of them, read when the first is asked for. */
  private static final class Holder {
    private static final Map<Preset, PresetFile> ALL = new EnumMap<>(Preset.class);

    static {
      for (Preset preset : Preset.values()) {
        ALL.put(preset, read(preset));
      }
    }
  }

  static PresetFile of(Preset preset) {
    return requireNonNull(Holder.ALL.get(preset));
  }

  private static PresetFile read(Preset preset) {
    String resource = "presets/" + preset.configName() + ".yaml";
    try (InputStream in = PresetFile.class.getResourceAsStream(resource)) {
      String text = new String(requireNonNull(in, resource).readAllBytes(), UTF_8);
      Value value = YamlText.read(text, Place.file(resource));
      PresetFile file = new PresetFile();
      KEYS.read(value, ClassLoader.getPlatformClassLoader()).applyTo(file);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(resource, e);
    }
  }

  /** Whether a class loader sees the library. */
  boolean isOn(ClassLoader loader) {
    try {
      ClassNames.find(library, loader);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** The binary names of the classes. */
  Set<String> classes() {
    return classes;
  }

  /** The fields that are no part of a key, each behind the name of its class. */
  Set<String> ignored() {
    return ignored;
  }

  /** What the names of caches end with whose values only grow, and none counts as the least. */
  Set<String> growing() {
    return growing;
  }

  /** Those that a cache uses: it has not switched them off, and their library is there. */
  static Stream<PresetFile> usedBy(EntresolConfiguration<?, ?> configuration, ClassLoader loader) {
    return Stream.of(Preset.values())
        .filter(
            preset ->
                configuration.getAllowedTypes().contains(new TypePattern(preset.configName()))
                    || (configuration.getPresets().contains(preset) && of(preset).isOn(loader)))
        .map(PresetFile::of);
  }
}
