package org.entresol.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds and reads the file that the URI of a manager names. */
final class ConfigurationFile {
  private static final String DEFAULT_RESOURCE = "entresol.yaml";
  private static final int MAX_BYTES = 1 << 20;
  private static final String FORMS =
      "entresol:<any name> (the class-path resource "
          + DEFAULT_RESOURCE
          + ", or all defaults), classpath:<resource>, file:<path>, jar:<file>!/<entry>, or a path"
          + " with no scheme (looked for on the class path, then in the file system), the URI of"
          + " any resource as the class loader of the manager gives it, "
          + RedisAddress.FORM;

  private ConfigurationFile() {}

  /**
   * What the file of a manager holds; nothing when the URI only names a manager and there is no
   * default resource.
   *
   * @throws ConfigurationException if the URI has no allowed form, or the file is missing,
   *     unreadable, too large or not YAML
   */
  static Value read(URI uri, ClassLoader loader) {
    if (RedisAddress.isMeantBy(uri.toString())) {
      return server(uri);
    }
    try {
      URL url = locate(withoutFragment(uri), loader);
      if (url == null) {
        return new Value.Nothing(Place.file(uri.toString()));
      }
      byte[] bytes = read(url);
      if (bytes.length > MAX_BYTES) {
        throw refused(uri, "the file is larger than " + MAX_BYTES + " bytes", null);
      }
      String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return YamlText.file(text, Place.file(url.toString()), Sections.REDIS);
    } catch (CharacterCodingException e) {
      throw refused(uri, "the file is not in UTF-8", e);
    } catch (IOException | IllegalArgumentException e) {
      throw refused(uri, "cannot be read (" + e + ")", e);
    }
  }

  /** What a file with one Redis server and nothing else would hold. */
  private static Value server(URI uri) {
    try {
      Place place = Place.uri(RedisAddress.shown(uri.toString()));
      RedisSection section = RedisSection.of(RedisAddress.of(uri.toString()), place);
      Value value = new Value.Verbatim(section, place);
      return new Value.Section(List.of(new Value.Entry(Sections.REDIS, place, value)), place);
    } catch (IllegalArgumentException e) {
      throw refused(uri, String.valueOf(e.getMessage()), null);
    }
  }

  /** A fragment tells managers apart that read the same file. */
  private static URI withoutFragment(URI uri) {
    String text = uri.toString();
    int hash = text.indexOf('#');
    return hash < 0 ? uri : URI.create(text.substring(0, hash));
  }

  private static @Nullable URL locate(URI uri, ClassLoader loader) throws IOException {
    String rest = uri.getSchemeSpecificPart();
    String scheme = uri.getScheme();
    if (scheme == null) {
      URL resource = find(rest, loader);
      return resource != null ? resource : file(uri, Path.of(rest));
    }
    return switch (scheme.toLowerCase(Locale.ROOT)) {
      case "entresol" -> loader.getResource(DEFAULT_RESOURCE);
      case "classpath" -> resource(uri, rest, loader);
      case "file" -> file(uri, uri.isOpaque() ? Path.of(rest) : Path.of(uri));
      case "jar" -> jar(uri, loader);
      default -> {
        URL resource = vouchedFor(uri, loader);
        if (resource == null) {
          throw refused(uri, unknown(scheme), null);
        }
        yield resource;
      }
    };
  }

  /** An entry of a jar, which may itself lie where only the loader can read. */
  private static URL jar(URI uri, ClassLoader loader) throws IOException {
    try {
      return uri.toURL();
    } catch (MalformedURLException e) {
      URL resource = vouchedFor(uri, loader);
      if (resource == null) {
        throw e;
      }
      return resource;
    }
  }

  private static String unknown(String scheme) {
    return "the scheme \""
        + scheme
        + "\" is not known, and the class loader of the manager has no resource of this URI";
  }

  /**
   * The resource to which a class loader gives just this URI, or null. Containers have schemes of
   * their own, and often only the loader's URLs know how to read them. What a loader does not have
   * is not read, wherever its URI leads.
   */
  private static @Nullable URL vouchedFor(URI uri, ClassLoader loader) throws IOException {
    String rest = uri.getSchemeSpecificPart();
    for (int slash = rest.indexOf('/'); slash >= 0; slash = rest.indexOf('/', slash + 1)) {
      String name = rest.substring(slash + 1);
      if (!name.isEmpty()) {
        for (URL url : Collections.list(loader.getResources(name))) {
          if (isOf(url, uri)) {
            return url;
          }
        }
      }
    }
    return null;
  }

  private static boolean isOf(URL url, URI uri) {
    try {
      return url.toURI().equals(uri);
    } catch (URISyntaxException e) {
      // There is no URI that could name it.
      return false;
    }
  }

  private static URL resource(URI uri, String name, ClassLoader loader) {
    URL resource = find(name.startsWith("/") ? name.substring(1) : name, loader);
    if (resource == null) {
      throw refused(uri, "there is no such resource for the class loader of the manager", null);
    }
    return resource;
  }

  /** A resource; the empty name would find the root of the class path. */
  private static @Nullable URL find(String name, ClassLoader loader) {
    return name.isEmpty() ? null : loader.getResource(name);
  }

  private static URL file(URI uri, Path path) throws IOException {
    if (!Files.isRegularFile(path)) {
      String where = uri.getScheme() == null ? "no such class-path resource, and " : "";
      throw refused(uri, "there is " + where + "no file " + path.toAbsolutePath(), null);
    }
    return path.toUri().toURL();
  }

  /** The bytes of a file, or those that show that it is too large. */
  private static byte[] read(URL url) throws IOException {
    URLConnection connection = url.openConnection();
    // A cached connection would keep a jar open after its class loader is closed.
    connection.setUseCaches(false);
    try (InputStream stream = connection.getInputStream()) {
      return stream.readNBytes(MAX_BYTES + 1);
    }
  }

  private static ConfigurationException refused(URI uri, String reason, @Nullable Throwable cause) {
    return new ConfigurationException(
        Place.uri(RedisAddress.shown(uri.toString())) + ": " + reason + "; allowed: " + FORMS,
        cause);
  }
}
