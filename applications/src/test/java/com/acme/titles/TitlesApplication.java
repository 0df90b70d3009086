package com.acme.titles;

import io.micronaut.context.ApplicationContext;
import java.nio.charset.Charset;
import java.util.Map;
import java.util.Scanner;

/** The titles of German books, asked for by lines of the input. */
public final class TitlesApplication {
  private static final int BOOK = 7;

  private TitlesApplication() {}

  /**
   * Runs it: {@code of}, {@code rename} and {@code forget}, each answered with the title or nothing
   * behind a {@code >}, and {@code found} with how many were found here.
   *
   * @param arguments the URI of the manager of its caches
   */
  public static void main(String... arguments) {
    try (ApplicationContext context = ApplicationContext.run(Map.of("caches", arguments[0]))) {
      Titles titles = context.getBean(Titles.class);
      Scanner input = new Scanner(System.in, Charset.defaultCharset());
      while (input.hasNextLine()) {
        System.out.println("> " + answer(titles, input.nextLine()));
      }
    }
  }

  private static String answer(Titles titles, String command) {
    return switch (command) {
      case "of" -> titles.of(BOOK, Language.GERMAN).text();
      case "rename" -> titles.rename(BOOK, Language.GERMAN, "Emma").text();
      case "forget" -> {
        titles.forget(BOOK, Language.GERMAN);
        yield "";
      }
      default -> String.valueOf(titles.found());
    };
  }
}
