package org.entresol.codec;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The classes of one release, compiled from their sources. */
public final class Compiled extends ClassLoader {

  private final Map<String, ByteArrayOutputStream> classes = new ConcurrentHashMap<>();

  /** A source text under its name. */
  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String name, String text) {
      super(URI.create("string:///" + name.replace('.', '/') + ".java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  /** What the compiler writes stays here. */
  private final class Kept extends ForwardingJavaFileManager<StandardJavaFileManager> {
    Kept(StandardJavaFileManager manager) {
      super(manager);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        JavaFileManager.Location location,
        String name,
        JavaFileObject.Kind kind,
        FileObject sibling) {
      return new SimpleJavaFileObject(URI.create("mem:///" + name + ".class"), kind) {
        @Override
        public OutputStream openOutputStream() {
          ByteArrayOutputStream bytes = new ByteArrayOutputStream();
          classes.put(name, bytes);
          return bytes;
        }
      };
    }
  }

  private Compiled() {
    super(Compiled.class.getClassLoader());
  }

  /**
   * Compiles.
   *
   * @param sources by the full names of what they begin with
   */
  public static Compiled of(Map<String, String> sources) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    Compiled compiled = new Compiled();
    StringWriter said = new StringWriter();
    List<Source> units =
        sources.entrySet().stream().map(e -> new Source(e.getKey(), e.getValue())).toList();
    try (Kept files = compiled.new Kept(compiler.getStandardFileManager(null, null, null))) {
      // Later compilers leave the outer instance out where nobody uses it.
      List<String> options = List.of("-proc:none", "--release", "17");
      if (!compiler.getTask(said, files, null, options, null, units).call()) {
        throw new IllegalArgumentException(said.toString());
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return compiled;
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    ByteArrayOutputStream bytes = classes.get(name);
    if (bytes == null) {
      throw new ClassNotFoundException(name);
    }
    return defineClass(name, bytes.toByteArray(), 0, bytes.size());
  }
}
