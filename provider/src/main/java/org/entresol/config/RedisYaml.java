package org.entresol.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Redisson's own YAML on its way to Redisson: cut out of a file, made from an address, or with its
 * address changed. What it means is Redisson's business, tags included.
 */
final class RedisYaml {
  private static final String SINGLE_SERVER = "singleServerConfig";
  private static final String IDLE_CONNECTIONS = "connectionMinimumIdleSize";
  private static final String USER = "username";
  private static final String PASSWORD = "password";

  private RedisYaml() {}

  /**
   * The text of one node of a file, with blanks for all that stands before it, so that each line
   * and column is the one of the file.
   *
   * @throws org.yaml.snakeyaml.error.YAMLException if the text cannot stand alone
   */
  static String cutOut(String file, Node node) {
    Mark start = node.getStartMark();
    int from = file.offsetByCodePoints(0, start.getIndex());
    int to = file.offsetByCodePoints(0, node.getEndMark().getIndex());
    String yaml =
        "\n".repeat(start.getLine()) + " ".repeat(start.getColumn()) + file.substring(from, to);
    YamlTree.of(yaml);
    return yaml;
  }

  /** Whether a text is YAML that has keys and values at its top. */
  static boolean isSection(String yaml) {
    try {
      return YamlTree.of(yaml) instanceof MappingNode;
    } catch (YAMLException e) {
      return false;
    }
  }

  /**
   * The YAML for one server, with all else by default, but for the connections that are opened
   * before anything is asked: Redisson's 24 cost a JVM that has just come up seconds.
   */
  static String of(RedisAddress address) {
    List<NodeTuple> server = new ArrayList<>();
    set(server, IDLE_CONNECTIONS, scalar(Tag.INT, "4", ScalarStyle.PLAIN));
    return with(address, List.of(), server);
  }

  /**
   * The same YAML with the server of an address, and with its user, password and database if it
   * names them; or null when the YAML is not about a single server.
   */
  static @Nullable String withAddress(String yaml, RedisAddress address) {
    return YamlTree.of(yaml) instanceof MappingNode root
            && get(root, SINGLE_SERVER) instanceof MappingNode server
        ? with(address, root.getValue(), server.getValue())
        : null;
  }

  private static String with(
      RedisAddress address, List<NodeTuple> said, List<NodeTuple> saidOfTheServer) {
    List<NodeTuple> root = new ArrayList<>(said);
    List<NodeTuple> server = new ArrayList<>(saidOfTheServer);
    set(server, "address", scalar(Tag.STR, address.server(), ScalarStyle.DOUBLE_QUOTED));
    if (address.database() != null) {
      set(server, "database", scalar(Tag.INT, address.database().toString(), ScalarStyle.PLAIN));
    }
    if (address.password() != null) {
      // Redisson takes them from both places, and those of the server first.
      List.of(root, server).forEach(where -> where.removeIf(RedisYaml::isCredential));
    }
    set(root, SINGLE_SERVER, new MappingNode(Tag.MAP, server, FlowStyle.BLOCK));
    return YamlTree.text(new MappingNode(Tag.MAP, root, FlowStyle.BLOCK))
        + line(USER, address.user())
        + line(PASSWORD, address.password());
  }

  private static boolean isCredential(NodeTuple tuple) {
    return isNamed(tuple, USER) || isNamed(tuple, PASSWORD);
  }

  private static boolean isNamed(NodeTuple tuple, String key) {
    return tuple.getKeyNode() instanceof ScalarNode name && name.getValue().equals(key);
  }

  private static @Nullable Node get(MappingNode mapping, String key) {
    for (NodeTuple tuple : mapping.getValue()) {
      if (isNamed(tuple, key)) {
        return tuple.getValueNode();
      }
    }
    return null;
  }

  private static void set(List<NodeTuple> mapping, String key, Node value) {
    mapping.removeIf(tuple -> isNamed(tuple, key));
    mapping.add(new NodeTuple(scalar(Tag.STR, key, ScalarStyle.PLAIN), value));
  }

  private static ScalarNode scalar(Tag tag, String text, ScalarStyle style) {
    return new ScalarNode(tag, text, null, null, style);
  }

  private static String line(String key, @Nullable String value) {
    return value == null ? "" : key + ": \"" + escaped(value) + "\"\n";
  }

  /** Escapes nearly all, as Redisson looks for tags and variables in the text before it is YAML. */
  private static String escaped(String value) {
    return value
        .codePoints()
        .mapToObj(c -> c < 128 && Character.isLetterOrDigit(c) ? Character.toString(c) : code(c))
        .collect(Collectors.joining());
  }

  private static String code(int character) {
    return "\\U%08x".formatted(character);
  }

  /** The values of all keys about passwords, so that no message repeats them. */
  static List<String> passwords(String yaml) {
    List<String> found = new ArrayList<>();
    Node root = YamlTree.of(yaml);
    if (root != null) {
      collect(root, false, Collections.newSetFromMap(new IdentityHashMap<>()), found);
    }
    return found;
  }

  /** Visits a list or section once only, as aliases may make it stand in many places. */
  private static void collect(Node node, boolean secret, Set<Node> seen, List<String> found) {
    if (node instanceof ScalarNode scalar && secret && !scalar.getValue().isEmpty()) {
      found.add(scalar.getValue());
    } else if (node instanceof SequenceNode items && seen.add(node)) {
      items.getValue().forEach(item -> collect(item, secret, seen, found));
    } else if (node instanceof MappingNode mapping && seen.add(node)) {
      for (NodeTuple tuple : mapping.getValue()) {
        boolean named =
            tuple.getKeyNode() instanceof ScalarNode key
                && key.getValue().toLowerCase(Locale.ROOT).contains(PASSWORD);
        collect(tuple.getValueNode(), secret || named, seen, found);
      }
    }
  }
}
