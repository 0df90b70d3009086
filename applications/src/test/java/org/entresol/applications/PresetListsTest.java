package org.entresol.applications;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.entresol.EntresolConfiguration;
import org.entresol.Preset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The lists of presets name what the libraries have. */
@Tag("unit")
final class PresetListsTest {
  private static final Pattern ITEM = Pattern.compile("(?m)^ *- (\\S+)$");

  private static List<String> items(Preset preset) throws IOException {
    String file = "config/presets/" + preset.configName() + ".yaml";
    try (InputStream in = EntresolConfiguration.class.getResourceAsStream(file)) {
      String text = new String(requireNonNull(in, file).readAllBytes(), UTF_8);
      // What has a comment behind it is in another version or artifact than is tested with.
      return ITEM.matcher(text).results().map(found -> found.group(1)).toList();
    }
  }

  private static boolean isThere(String item, ClassLoader loader) {
    try {
      Class.forName(item, false, loader);
      return true;
    } catch (ClassNotFoundException e) {
      return isField(item, loader);
    }
  }

  private static boolean isField(String item, ClassLoader loader) {
    int dot = item.lastIndexOf('.');
    try {
      Class<?> type = Class.forName(item.substring(0, dot), false, loader);
      return type.getDeclaredField(item.substring(dot + 1)).getType() == int.class;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }

  @ParameterizedTest
  @EnumSource
  void items_allWithoutComment_areInTheLibrary(Preset preset) throws IOException {
    assertThat(items(preset))
        .allMatch(item -> isThere(item, PresetListsTest.class.getClassLoader()));
  }

  @ParameterizedTest
  @EnumSource(names = {"HIBERNATE", "SPRING"})
  void items_ofTwoGenerations_areInTheNextToo(Preset preset) throws IOException {
    List<Path> next = Generation.NEXT.classPath();
    URL[] urls = new URL[next.size()];
    for (int i = 0; i < urls.length; i++) {
      urls[i] = next.get(i).toUri().toURL();
    }
    try (URLClassLoader loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())) {
      assertThat(items(preset)).isNotEmpty().allMatch(item -> isThere(item, loader));
    }
  }

  @ParameterizedTest
  @EnumSource
  void items_all_areClassesAndNoPackages(Preset preset) throws IOException {
    assertThat(items(preset)).noneMatch(item -> item.contains("*")).doesNotHaveDuplicates();
  }
}
