package org.entresol.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The URIs of resources in containers, which only their class loaders can read. */
@Tag("unit")
final class ContainerUriTest {

  /** A loader of one resource, whose URL no other handler knows. */
  private static final class Container extends ClassLoader {
    private final String name;
    private final String url;

    Container(String name, String url) {
      super(null);
      this.name = name;
      this.url = url;
    }

    @Override
    protected @Nullable URL findResource(String wanted) {
      try {
        return wanted.equals(name) ? new URL(null, url, new Handler()) : null;
      } catch (MalformedURLException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    protected Enumeration<URL> findResources(String wanted) {
      URL found = findResource(wanted);
      return Collections.enumeration(found == null ? List.of() : List.of(found));
    }
  }

  private static final class Handler extends URLStreamHandler {
    @Override
    protected URLConnection openConnection(URL url) {
      return new URLConnection(url) {
        @Override
        public void connect() {}

        @Override
        public InputStream getInputStream() {
          return new ByteArrayInputStream("namespace: found".getBytes(UTF_8));
        }
      };
    }
  }

  private static String namespaceAt(URI uri, ClassLoader loader) {
    return ManagerConfiguration.load(uri, loader, new Properties()).namespace();
  }

  @ParameterizedTest
  @CsvSource({
    "conf/x.yaml, vfs:/content/shop.war/WEB-INF/classes/conf/x.yaml",
    "x.yaml, vfs:/content/shop.ear/lib/shop.jar/x.yaml",
    "x.yaml, bundle://25.fwk1612799726:1/x.yaml",
    "conf/x.yaml, bundleresource://26.fwk1234/conf/x.yaml",
    "conf/x.yaml, wsjar:file:/opt/wlp/apps/shop.jar!/conf/x.yaml",
    "conf/x.yaml, zip:/opt/wls/shop.jar!/conf/x.yaml",
    "conf/x.yaml, resource:/conf/x.yaml",
    "a b.yaml, vfs:/content/shop.war/a%20b.yaml",
    "x.yaml, jar:nested:/app/shop.jar/!BOOT-INF/lib/conf.jar!/x.yaml"
  })
  void load_uriOfAResourceOfTheLoader_readsIt(String name, String url) throws Exception {
    ClassLoader container = new Container(name, url);
    URI uri = requireNonNull(container.getResource(name)).toURI();

    assertThat(namespaceAt(uri, container)).isEqualTo("found");
    assertThat(namespaceAt(URI.create(uri + "#second"), container)).isEqualTo("found");
  }

  @ParameterizedTest
  @CsvSource({
    "vfs:/content/other.war/x.yaml",
    "vfs:/content/shop.war/y.yaml",
    "http://localhost/content/shop.war/x.yaml"
  })
  void load_uriThatTheLoaderDoesNotKnow_isRefused(String uri) {
    ClassLoader container = new Container("x.yaml", "vfs:/content/shop.war/x.yaml");

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> namespaceAt(URI.create(uri), container))
        .withMessageContaining("\" is not known, and the class loader of the manager has no");
  }

  @Test
  void load_jarThatNobodyKnows_isRefused() {
    ClassLoader container = new Container("x.yaml", "jar:nested:/a.jar!/x.yaml");

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> namespaceAt(URI.create("jar:nested:/b.jar!/x.yaml"), container))
        .withMessageContaining("cannot be read");
  }
}
