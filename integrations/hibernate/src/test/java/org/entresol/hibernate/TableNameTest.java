package org.entresol.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which tables of the catalogue the names in SQL mean. */
@Tag("unit")
class TableNameTest {

  @ParameterizedTest
  @CsvSource({
    "books,                 public.books,  true",
    "Books,                 public.books,  true",
    "\"Books\",             public.Books,  true",
    "\"Books\",             public.books,  false",
    "books,                 shop.books,    true",
    "public.books,          public.books,  true",
    "shop.public.books,     public.books,  true",
    "shop.books,            public.books,  false",
    "\"a.b\".\"c \"\"d\"\"\", a.b.c \"d\",   true",
    "books,                 public.mybooks, false"
  })
  void mayMean_expression_isComparedAsTheCatalogueHasIt(
      String expression, String qualified, boolean means) {
    assertThat(TableName.mayMean(expression, qualified)).isEqualTo(means);
  }

  @ParameterizedTest
  @CsvSource({"Id, id", "\"Id\", Id"})
  void column_expression_isReadLikewise(String expression, String column) {
    assertThat(TableName.column(expression)).isEqualTo(column);
  }
}
