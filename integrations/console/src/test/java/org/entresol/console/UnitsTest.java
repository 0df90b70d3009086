package org.entresol.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Numbers as people read them, on a machine that writes them otherwise. */
@Tag("unit")
class UnitsTest {

  private final Locale before = Locale.getDefault();

  @BeforeEach
  void writeOtherwise() {
    Locale.setDefault(Locale.GERMANY);
  }

  @AfterEach
  void writeAsBefore() {
    Locale.setDefault(before);
  }

  @Test
  void numbers_onAMachineOfAnotherLocale_haveCommasBetweenThousandsAndAPoint() {
    assertThat(Units.count(1_234_567)).isEqualTo("1,234,567");
    assertThat(Units.rate(1_234.56)).isEqualTo("1,234.6");
    assertThat(Units.bytes(1536)).isEqualTo("1.5 kB");
    assertThat(Units.millis(1234)).isEqualTo("1.23 ms");
  }
}
