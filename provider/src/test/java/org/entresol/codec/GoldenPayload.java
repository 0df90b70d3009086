package org.entresol.codec;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.entresol.codec.wire.WireFormat;

/**
 * What a release of the library has written of one shape: an object in the old form of its classes
 * and one in the new form, with the schemas that its bytes name.
 *
 * <p>A file is never changed, and each later build reads it. The first lines are the bytes of the
 * old form and of the new one; then follow the schemas, a line each.
 */
public final class GoldenPayload {

  /** The releases that have left files, the oldest first. */
  public static final List<String> RELEASES = List.of("0.1");

  private final String name;
  private final byte[] old;
  private final byte[] fresh;
  private final Map<Long, String> schemas;

  private GoldenPayload(String name, byte[] old, byte[] fresh, Map<Long, String> schemas) {
    this.name = name;
    this.old = old;
    this.fresh = fresh;
    this.schemas = schemas;
  }

  /** The shapes that a release knew already. */
  static List<ClassChange> shapes(String release) {
    return TwoReleases.CHANGES.stream()
        .filter(change -> GoldenPayload.class.getResource(fileOf(release, change)) != null)
        .toList();
  }

  private static InputStream openStream(String release, ClassChange change) {
    return requireNonNull(GoldenPayload.class.getResourceAsStream(fileOf(release, change)));
  }

  private static String fileOf(String release, ClassChange change) {
    return "golden/" + release + "/" + fileOf(change);
  }

  /** The file of a shape. */
  static GoldenPayload of(String release, ClassChange change) {
    try (InputStream in = openStream(release, change)) {
      return read(change.name(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All files of a release. */
  public static List<GoldenPayload> all(String release) {
    return shapes(release).stream().map(change -> of(release, change)).toList();
  }

  private static GoldenPayload read(String name, String text) {
    String[] lines = text.lines().toArray(String[]::new);
    Map<Long, String> schemas = new TreeMap<>();
    for (int i = 2; i < lines.length; i++) {
      String schema = lines[i].replace("\\n", "\n").replace("\\t", "\t");
      schemas.put(WireFormat.fingerprint(schema), schema);
    }
    HexFormat hex = HexFormat.of();
    return new GoldenPayload(name, hex.parseHex(lines[0]), hex.parseHex(lines[1]), schemas);
  }

  private static String fileOf(ClassChange change) {
    String name = change.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", " ");
    return name.strip().replace(' ', '-') + ".txt";
  }

  /** The bytes of one form. */
  public byte[] bytes(boolean isNew) {
    return isNew ? fresh : old;
  }

  /** The schemas that the bytes name, by their fingerprints. */
  public Map<Long, String> schemas() {
    return schemas;
  }

  @Override
  public String toString() {
    return name;
  }

  /**
   * Writes the files of a release that is about to come out.
   *
   * @param arguments the folder of the release, which is not there yet
   */
  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createDirectory(Path.of(arguments[0]));
    for (ClassChange change : TwoReleases.CHANGES) {
      SharedSchemas schemas = new SharedSchemas();
      List<String> lines = new ArrayList<>();
      for (boolean isNew : new boolean[] {false, true}) {
        lines.add(HexFormat.of().formatHex(TwoReleases.written(change, isNew, schemas)));
      }
      new TreeMap<>(schemas.texts)
          .values()
          .forEach(text -> lines.add(text.replace("\t", "\\t").replace("\n", "\\n")));
      Files.write(folder.resolve(fileOf(change)), lines);
    }
  }
}
