package org.entresol.config;

import java.io.StringReader;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.representer.Representer;

/** The way from YAML to a tree of nodes and back. No object is ever constructed. */
final class YamlTree {
  static final int MAX_DEPTH = 20;

  private YamlTree() {}

  /**
   * The tree of a text, or null when it is empty.
   *
   * @throws org.yaml.snakeyaml.error.YAMLException if the text is not YAML
   */
  static @Nullable Node of(String yaml) {
    LoaderOptions options = new LoaderOptions();
    options.setNestingDepthLimit(MAX_DEPTH);
    options.setCodePointLimit(Math.max(1, yaml.length()));
    // A tree with tags and aliases costs and does nothing; who walks it refuses them with a place.
    options.setMaxAliasesForCollections(Integer.MAX_VALUE);
    options.setTagInspector(tag -> true);
    return new Yaml(new SafeConstructor(options)).compose(new StringReader(yaml));
  }

  /** The text of a tree. */
  static String text(Node root) {
    DumperOptions options = new DumperOptions();
    options.setSplitLines(false);
    StringWriter text = new StringWriter();
    new Yaml(new Representer(options), options).serialize(root, text);
    return text.toString();
  }
}
