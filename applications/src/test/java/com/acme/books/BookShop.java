package com.acme.books;

import static java.util.Map.entry;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;

/**
 * One node of a shop that has its books in a database, with Hibernate's second-level cache, and is
 * told in words what to do. It runs on Hibernate 6 and 7.
 */
public final class BookShop {
  private final SessionFactory factory;
  private final Map<String, Function<Session, Object>> commands =
      Map.ofEntries(
          entry("fill", BookShop::fill),
          entry("book", BookShop::book),
          entry("isbn", s -> s.bySimpleNaturalId(Book.class).load("1").title),
          entry("author", s -> s.find(Author.class, "Sappho").books.size()),
          entry("shelf", s -> s.find(Shelf.class, place()).sign),
          entry("sign", s -> s.bySimpleNaturalId(Shelf.class).load(Genre.TRAVEL).place.number),
          entry("genre", BookShop::ofGenre),
          entry("titles", BookShop::titles),
          entry("retitle", s -> s.find(Book.class, 1L).title = "Ode"));

  /**
   * Opens the shop.
   *
   * @param database the URL of the database
   * @param caches the URI of the cache manager
   */
  public BookShop(String database, String caches) {
    this.factory =
        new Configuration()
            .addAnnotatedClass(Book.class)
            .addAnnotatedClass(Author.class)
            .addAnnotatedClass(Shelf.class)
            .setProperty("hibernate.connection.url", database)
            .setProperty("hibernate.connection.driver_class", "org.h2.Driver")
            .setProperty("hibernate.hbm2ddl.auto", "update")
            .setProperty("hibernate.generate_statistics", "true")
            .setProperty("hibernate.cache.region.factory_class", "jcache")
            .setProperty("hibernate.cache.use_query_cache", "true")
            .setProperty("hibernate.javax.cache.missing_cache_strategy", "create")
            .setProperty("hibernate.javax.cache.uri", caches)
            .buildSessionFactory();
  }

  /**
   * Opens a shop at each URI of a cache manager, and answers each line, which begins with the
   * number of a shop, with one that begins with {@code >}.
   */
  public static void main(String[] arguments) throws IOException {
    List<BookShop> shops = new ArrayList<>();
    for (int i = 0; i + 1 < arguments.length; i += 2) {
      shops.add(new BookShop(arguments[i], arguments[i + 1]));
    }
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      int blank = line.indexOf(' ');
      BookShop shop = shops.get(Integer.parseInt(line.substring(0, blank)));
      System.out.println("> " + shop.answer(line.substring(blank + 1)));
    }
  }

  private String answer(String command) {
    try {
      return apply(command);
    } catch (RuntimeException e) {
      e.printStackTrace();
      return e.toString();
    }
  }

  /** Does what a command says, in a session of its own. */
  private String apply(String command) {
    if (command.equals("statements")) {
      return String.valueOf(factory.getStatistics().getPrepareStatementCount());
    }
    return factory.fromTransaction(s -> String.valueOf(commands.get(command).apply(s)));
  }

  private static Shelf.Place place() {
    Shelf.Place place = new Shelf.Place();
    place.hall = Genre.POETRY;
    place.number = 7;
    return place;
  }

  private static Object fill(Session session) {
    Author author = new Author();
    author.name = "Sappho";
    session.persist(author);
    Book book = new Book();
    book.id = 1L;
    book.isbn = "1";
    book.title = "Hymn";
    book.genre = Genre.POETRY;
    book.published = java.time.LocalDate.of(2020, 2, 29);
    book.price = new java.math.BigDecimal("9.90");
    book.author = author;
    book.tags.addAll(List.of("old", "short"));
    book.sales.put("Lesbos", 3);
    author.books.add(book);
    session.persist(book);
    Shelf shelf = new Shelf();
    shelf.place = place();
    shelf.sign = Genre.TRAVEL;
    session.persist(shelf);
    return "filled";
  }

  private static Object book(Session session) {
    Book book = session.find(Book.class, 1L);
    return book.title
        + " "
        + book.price
        + " "
        + book.published
        + " "
        + book.tags
        + " "
        + book.sales;
  }

  private static Object ofGenre(Session session) {
    return session
        .createQuery("from Book where genre = :genre and published > :day", Book.class)
        .setParameter("genre", Genre.POETRY)
        .setParameter("day", java.time.LocalDate.of(2000, 1, 1))
        .setCacheable(true)
        .list()
        .get(0)
        .title;
  }

  private static Object titles(Session session) {
    Object[] row =
        session
            .createQuery("select title, price, genre from Book order by id", Object[].class)
            .setCacheable(true)
            .setMaxResults(10)
            .list()
            .get(0);
    return List.of(row);
  }
}
