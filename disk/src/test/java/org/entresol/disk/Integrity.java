package org.entresol.disk;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.sqlite.SQLiteConfig;

/** What SQLite says of the files of a directory. */
final class Integrity {

  private Integrity() {}

  /** The answers of SQLite's check, one or more for each file. */
  static List<String> of(Path directory) throws Exception {
    List<String> answers = new ArrayList<>();
    try (Stream<Path> all = Files.list(directory)) {
      for (Path file : all.filter(one -> one.toString().endsWith(".db")).toList()) {
        try (Connection connection = new SQLiteConfig().createConnection("jdbc:sqlite:" + file);
            Statement statement = connection.createStatement();
            ResultSet rows = statement.executeQuery("PRAGMA integrity_check")) {
          while (rows.next()) {
            answers.add(rows.getString(1));
          }
        }
      }
    }
    return answers;
  }
}
