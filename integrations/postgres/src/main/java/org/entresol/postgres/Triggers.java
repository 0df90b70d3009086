package org.entresol.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.cache.CacheException;

/**
 * The statements that make a table notify who listens: one function, and a trigger for each kind of
 * statement, which runs once for a statement and not once for a row. Stateless.
 */
final class Triggers {
  /** The rows of one statement above which the whole table is told of. */
  private static final int MOST_ROWS = 500;

  /** The longest text of a notification, in bytes; the server takes less than 8,000. */
  private static final int LONGEST = 7_900;

  /** The longest that the names of the columns in it may be together, in bytes. */
  private static final int LONGEST_COLUMNS = 4_000;

  /**
   * What the function does, but for: the most rows, the line of a row, the head of a text up to how
   * far it reaches, the columns at its end, the longest text, and the channel.
   */
  private static final String BODY =
      """
      #variable_conflict use_column
      DECLARE
        many boolean := false;
        lines text[];
        line text;
        head text;
        body text;
      BEGIN
        IF TG_OP = 'TRUNCATE' THEN
          many := true;
        ELSIF TG_OP = 'DELETE' THEN
          many := (SELECT count(*) FROM (SELECT 1 FROM old_rows LIMIT %1$d + 1) s) > %1$d;
        ELSE
          many := (SELECT count(*) FROM (SELECT 1 FROM new_rows LIMIT %1$d + 1) s) > %1$d;
        END IF;
        IF NOT many THEN
          IF TG_OP = 'INSERT' THEN
            lines := ARRAY(SELECT DISTINCT %2$s FROM new_rows);
          ELSIF TG_OP = 'DELETE' THEN
            lines := ARRAY(SELECT DISTINCT %2$s FROM old_rows);
          ELSE
            lines := ARRAY(SELECT %2$s FROM old_rows UNION SELECT %2$s FROM new_rows);
          END IF;
          IF cardinality(lines) = 0 THEN
            RETURN NULL;
          END IF;
          head := %3$s || 'r' || %4$s;
          body := head;
          FOREACH line IN ARRAY lines LOOP
            many := many OR octet_length(head) + octet_length(line) >= %5$d;
            IF octet_length(body) + octet_length(line) >= %5$d AND body <> head THEN
              PERFORM pg_notify(%6$s, body);
              body := head;
            END IF;
            body := body || E'\\n' || line;
          END LOOP;
        END IF;
        IF many THEN
          body := %3$s || 'a';
        END IF;
        PERFORM pg_notify(%6$s, body);
        RETURN NULL;
      END;
      """;

  /** The kinds of statements, and the transition tables that each has. */
  private enum Kind {
    INSERT("REFERENCING NEW TABLE AS new_rows "),
    UPDATE("REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows "),
    DELETE("REFERENCING OLD TABLE AS old_rows "),
    TRUNCATE("");

    private final String referencing;

    Kind(String referencing) {
      this.referencing = referencing;
    }

    String trigger(String namespace) {
      return Names.of(namespace, name().toLowerCase(Locale.ROOT));
    }
  }

  private Triggers() {}

  /** The names of the triggers that a table has. */
  static List<String> names(String namespace) {
    return Stream.of(Kind.values()).map(kind -> kind.trigger(namespace)).toList();
  }

  /** The statements for one table; running them again changes nothing. */
  static List<String> ddl(String namespace, FollowedTable table) {
    List<String> statements = new ArrayList<>();
    String function = Names.quoted(table.schema(), Names.function(namespace, table.name()));
    statements.add(
        "CREATE OR REPLACE FUNCTION %s() RETURNS trigger LANGUAGE plpgsql AS $entresol$\n%s$entresol$"
            .formatted(function, body(namespace, table)));
    // What the function tells stands in the arguments too, where it can be read without running it.
    String arguments =
        Stream.concat(Stream.of(Payload.VERSION), table.columns().stream())
            .map(Names::literal)
            .collect(Collectors.joining(", "));
    for (Kind kind : Kind.values()) {
      statements.add(
          "CREATE OR REPLACE TRIGGER %s AFTER %s ON %s %sFOR EACH STATEMENT EXECUTE FUNCTION %s(%s)"
              .formatted(
                  Names.quoted(kind.trigger(namespace)),
                  kind,
                  table.quoted(),
                  kind.referencing,
                  function,
                  arguments));
    }
    return statements;
  }

  private static String body(String namespace, FollowedTable table) {
    return BODY.formatted(
        MOST_ROWS,
        line(table.columns()),
        head(table),
        Names.literal(columns(table)),
        LONGEST,
        Names.literal(Names.of(namespace)));
  }

  /** The columns as they stand at the end of a head; some of a text has to be left for rows. */
  private static String columns(FollowedTable table) {
    String columns =
        table.columns().stream()
            .map(column -> "\t" + Payload.escaped(column))
            .collect(Collectors.joining());
    int length = columns.getBytes(UTF_8).length;
    if (length > LONGEST_COLUMNS) {
      throw new CacheException(
          ("%s: the names of the columns of %s are %d bytes, and a notification takes less than"
                  + " 8,000 with all rows; allowed: %d")
              .formatted(table.place(), table.qualified(), length, LONGEST_COLUMNS));
    }
    return columns;
  }

  /** What a text begins with, up to how far it reaches. */
  private static String head(FollowedTable table) {
    return "(%s || left(TG_OP, 1) || E'\\t' || pg_current_xact_id() || E'\\t')"
        .formatted(
            Names.literal(Payload.VERSION + "\t" + Payload.escaped(table.qualified()) + "\t"));
  }

  /** The line of a row. */
  private static String line(List<String> columns) {
    return columns.isEmpty()
        ? "''"
        : columns.stream().map(Triggers::field).collect(Collectors.joining(" || E'\\t' || "));
  }

  private static String field(String column) {
    // By the function that writes the type for clients, which a slot tells too: a cast to text does
    // not say the same of booleans, nor of texts that are filled up with blanks.
    return "CASE WHEN %1$s IS NULL THEN E'\\\\N' ELSE replace(replace(replace(concat(%1$s), E'\\\\', E'\\\\\\\\'), E'\\t', E'\\\\t'), E'\\n', E'\\\\n') END"
        .formatted(Names.quoted(column));
  }
}
