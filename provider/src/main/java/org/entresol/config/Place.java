package org.entresol.config;

/**
 * Where something is written: a source, a line and a column in it from 1 on, and the path of keys
 * that leads there. Properties and URIs have no lines: their line is 0.
 */
record Place(String source, int line, int column, String path) {
  private static final String PROPERTY = "property ";

  /** The start of a file. */
  static Place file(String name) {
    return new Place(name, 1, 1, "");
  }

  /** The value of a property. */
  static Place property(String name) {
    return new Place(PROPERTY + name, 0, 0, "");
  }

  /** The URI of a manager itself. */
  static Place uri(String shown) {
    return new Place("configuration \"" + shown + "\"", 0, 0, "");
  }

  /** Whether this is the value of a property. */
  boolean isProperty() {
    return source.startsWith(PROPERTY);
  }

  /** The name of the property whose value this is. */
  String propertyName() {
    return source.substring(PROPERTY.length());
  }

  /** A place in the same source. */
  Place at(int line, int column) {
    return this.line == 0 ? this : new Place(source, line, column, path);
  }

  /** The same position under one key more. */
  Place key(String key) {
    return new Place(source, line, column, path.isEmpty() ? key : path + "." + key);
  }

  /** The same position under a number in a list, from 0 on. */
  Place item(int index) {
    return new Place(source, line, column, path + "[" + index + "]");
  }

  /** The exception that names this place. */
  ConfigurationException error(String problem) {
    return new ConfigurationException(this + ": " + problem);
  }

  /** File, line and column as editors and terminals link them, then the path of keys. */
  @Override
  public String toString() {
    String position = line == 0 ? source : source + ":" + line + ":" + column;
    return path.isEmpty() ? position : position + ": " + path;
  }
}
