package org.entresol.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.entresol.config.Value.Entry;
import org.entresol.config.Value.Items;
import org.entresol.config.Value.Nothing;
import org.entresol.config.Value.Section;
import org.entresol.config.Value.Text;
import org.entresol.config.Value.Verbatim;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.CollectionNode;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * One YAML text on its way to values. Only the tree is composed and no object is ever constructed,
 * so that a text can name no class to run. Tags, and aliases of lists and sections, are refused:
 * they serve nothing here and are what hostile texts are made of. Only the section for Redisson may
 * have both: who writes that file may name classes to Redisson anyway.
 */
final class YamlText {
  private static final Set<Tag> PLAIN =
      Set.of(
          Tag.STR,
          Tag.INT,
          Tag.FLOAT,
          Tag.BOOL,
          Tag.NULL,
          Tag.TIMESTAMP,
          Tag.MERGE,
          Tag.MAP,
          Tag.SEQ);

  /** A password that starts like an alias or a tag would be quoted as its name. */
  private static final Pattern QUOTED_NAME =
      Pattern.compile("(found undefined (?:alias|tag handle)) .*", Pattern.DOTALL);

  private final String text;
  private final String verbatim;
  private final Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  private YamlText(String text, String verbatim) {
    this.text = text;
    this.verbatim = verbatim;
  }

  /**
   * The value that a text holds.
   *
   * @param text YAML
   * @param start the source of the text, for messages
   * @throws ConfigurationException if the text is not YAML, or uses what is refused
   */
  static Value read(String text, Place start) {
    return new YamlText(text, "").read(start);
  }

  /**
   * The value of a whole file.
   *
   * @param verbatim the key at the top whose section is kept as it is written
   * @throws ConfigurationException if the text is not YAML, or uses what is refused
   */
  static Value file(String text, Place start, String verbatim) {
    return new YamlText(text, verbatim).read(start);
  }

  private Value read(Place start) {
    try {
      Node root = YamlTree.of(text);
      return root == null ? new Nothing(start) : value(root, start);
    } catch (MarkedYAMLException e) {
      String problem = String.join(", ", parts(e.getContext(), e.getProblem()));
      throw notYaml(position(start, e.getProblemMark()), problem);
    } catch (YAMLException e) {
      throw notYaml(start, String.valueOf(e.getMessage()));
    }
  }

  /** The exceptions of the parser quote lines, so none is the cause: there may be a password. */
  private static ConfigurationException notYaml(Place place, String problem) {
    return place.error("not plain YAML: " + QUOTED_NAME.matcher(problem).replaceFirst("$1"));
  }

  private static List<String> parts(@Nullable String... parts) {
    List<String> present = new ArrayList<>();
    for (String part : parts) {
      if (part != null) {
        present.add(part);
      }
    }
    return present;
  }

  private static Place position(Place place, @Nullable Mark mark) {
    return mark == null ? place : place.at(mark.getLine() + 1, mark.getColumn() + 1);
  }

  private Value value(Node node, Place parent) {
    Place place = position(parent, node.getStartMark());
    if (node instanceof CollectionNode && !seen.add(node)) {
      throw parent.error("an alias of a list or section is not allowed; allowed: the values");
    }
    if (!PLAIN.contains(node.getTag())) {
      throw place.error("the tag " + node.getTag() + " is not allowed; allowed: no tags");
    }
    if (node instanceof MappingNode mapping) {
      return section(mapping, place);
    }
    if (node instanceof SequenceNode sequence) {
      return items(sequence, place);
    }
    return node instanceof ScalarNode scalar && !node.getTag().equals(Tag.NULL)
        ? new Text(scalar.getValue(), place)
        : new Nothing(place);
  }

  private Items items(SequenceNode sequence, Place place) {
    List<Value> items = new ArrayList<>();
    for (Node item : sequence.getValue()) {
      items.add(value(item, place.item(items.size())));
    }
    return new Items(List.copyOf(items), place);
  }

  private Section section(MappingNode mapping, Place place) {
    List<Entry> entries = new ArrayList<>();
    Set<String> keys = new HashSet<>();
    for (NodeTuple tuple : mapping.getValue()) {
      Value key = value(tuple.getKeyNode(), place);
      if (!(key instanceof Text name)) {
        throw key.place().error("the key is " + key.shown() + "; allowed: a text");
      }
      Place at = name.place().key(name.text());
      if (!keys.add(name.text())) {
        throw at.error("the key is there already; allowed: each key once");
      }
      entries.add(new Entry(name.text(), at, valueOf(tuple, at)));
    }
    return new Section(List.copyOf(entries), place);
  }

  private Value valueOf(NodeTuple tuple, Place at) {
    Node node = tuple.getValueNode();
    if (at.path().equals(verbatim) && node instanceof MappingNode && seen.add(node)) {
      Place place = position(at, node.getStartMark());
      return new Verbatim(RedisSection.written(RedisYaml.cutOut(text, node), place), place);
    }
    return value(node, at);
  }
}
