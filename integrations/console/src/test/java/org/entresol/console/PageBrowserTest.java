package org.entresol.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.entresol.EntresolCache;
import org.entresol.PutOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;

/** The page in a real browser. The build runs this where there is one. */
@Tag("processes")
class PageBrowserTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String HOSTILE = "<script>document.title='taken'</script>\"'&{}";

  /** Where pictures for the manual are left; nothing is left without it. */
  private static final String PICTURES = System.getProperty("entresol.console.pictures", "");

  private static ChromeDriver browser;

  private final Source source = new Source();
  @TempDir private Path folder;
  private Page page;

  @BeforeAll
  static void start() {
    browser = Browser.start();
  }

  @AfterAll
  static void end() {
    browser.quit();
  }

  @BeforeEach
  void open() throws IOException {
    page = Page.withToken(folder);
  }

  @AfterEach
  void close() {
    source.refuse(false);
    browser.get("about:blank");
    page.close();
    assertThat(Browser.complaints(browser)).isEmpty();
  }

  // ---- what a person does

  private WebElement find(String css) {
    return browser.findElement(By.cssSelector(css));
  }

  private void awaits(String css, Predicate<String> text) {
    Awaitility.await(css)
        .atMost(PATIENCE)
        .ignoreException(StaleElementReferenceException.class)
        .ignoreException(NoSuchElementException.class)
        .until(() -> find(css).getText(), text);
  }

  private void choose(String cache) {
    String link = "//table[@aria-label='Caches']//button[.=" + quoted(cache) + "]";
    Awaitility.await(cache)
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(
            () -> {
              browser.findElement(By.xpath(link)).click();
              return find("#chosen-title").getText().equals(cache);
            });
  }

  /** XPath knows no escapes in a text. */
  private static String quoted(String text) {
    return "concat('" + text.replace("'", "',\"'\",'") + "','')";
  }

  private void unlock() {
    find("#token").sendKeys(Page.TOKEN, Keys.ENTER);
    awaits("#rights", text -> text.startsWith("Changes as anna"));
  }

  private String figure(String id) {
    return String.valueOf(find("figure[data-figure=" + id + "] svg").getAttribute("aria-label"));
  }

  private EntresolCache<String, String> rows() {
    return page.fleet().node().createCache("rows", source.behind(Duration.ofMillis(1)));
  }

  private void leaveDeadLetters(EntresolCache<String, String> cache) {
    source.refuse(true);
    cache.put("a", "1");
    cache.put("b", "2");
  }

  // ---- to look

  @Test
  void page_whileCachesChange_plotsWhatHappens() {
    EntresolCache<String, String> cache = page.fleet().texts("customers");
    for (int i = 0; i < 250; i++) {
      cache.put("k" + i, "a value of some length " + i);
    }
    browser.get(page.address());
    choose("customers");

    Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () -> {
              cache.put("k0", "again " + System.nanoTime());
              return figure("changes");
            },
            label -> label.matches("Changes a second: now .*, at most [1-9].*"));
    awaits("figure[data-figure=entries] b", "250"::equals);
    awaits("figure[data-figure=bytes] b", text -> text.endsWith("kB"));
    awaits("#status", text -> text.startsWith("Redis answered at"));
    awaits("#nodes td.number", "1"::equals);
    awaits("#on-nodes", text -> text.contains("@") && text.contains("s:k"));
    awaits("#on-nodes td.number", "250"::equals);
    assertThat(find("figure[data-figure=changes] .curve").getAttribute("d")).contains("L");
  }

  @Test
  void plot_arrowKeys_tellEarlierFigures() {
    page.fleet().texts("customers").put("k", "v");
    browser.get(page.address());
    choose("customers");
    String plot = "figure[data-figure=entries]";
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> figure("entries"), label -> label.matches(".* in \\d{2,} looks"));

    find(plot + " svg").sendKeys(Keys.ARROW_LEFT, Keys.ARROW_LEFT);

    assertThat(find(plot + " b").getText()).matches("\\d+ at \\d\\d:\\d\\d:\\d\\d");
    find(plot + " svg").sendKeys(Keys.ESCAPE);
    assertThat(find(plot + " b").getText()).isEqualTo("1");
  }

  @Test
  void page_keyboardAlone_leadsToAKeysEntry() {
    page.fleet().texts("customers").put("anna", "42 years");
    browser.get(page.address());
    awaits("[data-id]", "customers"::equals);

    press(Keys.TAB);
    assertThat(focused().getText()).isEqualTo("To the caches");
    press(Keys.ENTER);
    press(Keys.TAB);
    press(Keys.ENTER);
    awaits("#chosen-title", "customers"::equals);
    for (int i = 0; i < 7 && !"key".equals(focused().getAttribute("id")); i++) {
      press(Keys.TAB);
    }
    press("anna", Keys.ENTER);

    awaits("#entries", text -> text.contains("42 years"));
  }

  private void press(CharSequence... keys) {
    focused().sendKeys(keys);
  }

  private WebElement focused() {
    return browser.switchTo().activeElement();
  }

  @Test
  void page_hostileNamesAndKeys_areTexts() {
    EntresolCache<String, String> cache = page.fleet().texts(HOSTILE);
    cache.put(HOSTILE, HOSTILE);
    browser.get(page.address());
    choose(HOSTILE);

    find("#key").sendKeys(HOSTILE, Keys.ENTER);

    awaits("#entries", text -> text.contains("value\n" + HOSTILE));
    assertThat(browser.getTitle()).isEqualTo("Entresol");
    assertThat(browser.findElements(By.cssSelector("main script"))).isEmpty();
  }

  @Test
  void page_withoutAToken_changesNothing() {
    page.fleet().texts("customers").put("k", "v");
    browser.get(page.address());
    choose("customers");

    assertThat(find("#invalidate").isDisplayed()).isFalse();
    find("#token").sendKeys("not-the-token-of-anna", Keys.ENTER);
    awaits("#message", text -> text.startsWith("there is no such token"));
    assertThat(find("#invalidate").isDisplayed()).isFalse();
    // The browser itself tells of the refusal.
    assertThat(Browser.complaints(browser)).singleElement().asString().contains("401");
  }

  // ---- to change

  @Test
  void invalidate_key_goesFromAllNodes() {
    EntresolCache<String, String> cache = page.fleet().texts("customers");
    cache.put("k", "v");
    cache.put("other", "v");
    browser.get(page.address());
    choose("customers");
    unlock();

    find("#what").sendKeys("k", Keys.ENTER);

    awaits("#message", text -> text.startsWith("Of s:k 1 entry was in Redis"));
    assertThat(cache.getFresh("k")).isNull();
    assertThat(cache.getFresh("other")).isEqualTo("v");
    assertThat(page.journal()).anyMatch(line -> line.matches("anna at .*: invalidate .*k.*: done"));
  }

  @Test
  void invalidate_patternOrTag_goesWhenSomebodyIsSure() {
    EntresolCache<String, String> cache =
        page.fleet()
            .node()
            .createCache(
                "customers", Fleet.near(String.class, String.class).tagsExplicit(true).build());
    cache.put("user:1", "v");
    cache.put("user:2", "v");
    cache.put("b", "v", PutOptions.tags("country:fr"));
    cache.put("c", "v");
    browser.get(page.address());
    choose("customers");
    unlock();

    find("#kind").sendKeys("Pattern");
    find("#what").sendKeys("user:*", Keys.ENTER);
    awaits("#question", text -> text.contains("user:*"));
    press(Keys.ENTER); // what has the focus leaves it
    assertThat(cache.getFresh("user:1")).isEqualTo("v");
    find("#what").sendKeys(Keys.ENTER);
    find("#yes").click();
    awaits("#message", "2 entries were dropped."::equals);
    find("#kind").sendKeys("Tag");
    find("#what").clear();
    find("#what").sendKeys("country:fr", Keys.ENTER);
    find("#yes").click();
    awaits("#message", text -> text.contains("country:fr"));

    assertThat(cache.getFresh("user:1")).isNull();
    assertThat(cache.getFresh("user:2")).isNull();
    assertThat(cache.getFresh("b")).isNull();
    assertThat(cache.getFresh("c")).isEqualTo("v");
  }

  @Test
  void expire_tag_goesWhenSomebodyIsSure() {
    EntresolCache<String, String> cache =
        page.fleet()
            .node()
            .createCache(
                "customers", Fleet.near(String.class, String.class).tagsExplicit(true).build());
    cache.put("a", "v", PutOptions.tags("country:de"));
    browser.get(page.address());
    choose("customers");
    unlock();

    find("#kind").sendKeys("Expire");
    find("#what").sendKeys("country:de", Keys.ENTER);
    find("#yes").click();
    awaits("#message", text -> text.contains("country:de"));

    assertThat(cache.getFresh("a")).isNull();
    assertThat(page.journal()).anyMatch(line -> line.matches("anna at .*: expire .*: done"));
  }

  @Test
  void clear_sure_dropsAll() {
    EntresolCache<String, String> cache = page.fleet().texts("customers");
    cache.put("k", "v");
    browser.get(page.address());
    choose("customers");
    unlock();

    find("#clear").click();
    find("#yes").click();

    awaits("#message", "customers was cleared."::equals);
    assertThat(cache.getFresh("k")).isNull();
  }

  @Test
  void deadLetters_replayedAndDropped_goWhereTheyAreSent() {
    leaveDeadLetters(rows());
    browser.get(page.address());
    choose("rows");
    awaits("figure[data-figure=dead] b", "2"::equals);
    awaits("#dead", text -> text.contains("s:a") && text.contains("the disk is full"));
    unlock();
    source.refuse(false);

    clickWhenThere("[aria-label='Replay s:a']");
    awaits("#message", "s:a: pending again."::equals);
    clickWhenThere("[aria-label='Drop s:b']");
    find("#yes").click();
    awaits("#message", "s:b: dropped."::equals);

    awaits("#dead", "There are none."::equals);
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(source.rows()).containsOnly(Map.entry("a", "1")));
  }

  private void clickWhenThere(String css) {
    Awaitility.await(css)
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(
            () -> {
              find(css).click();
              return true;
            });
  }

  @Test
  void doctor_asked_tellsWhatItFinds() {
    page.fleet().texts("customers").put("k", "v");
    browser.get(page.address());
    choose("customers");
    unlock();

    find("#doctor").click();

    awaits("#findings", text -> text.contains("the user may do all that Entresol does"));
  }

  @Test
  void page_inTheDark_isDarkAndMovesNothingWhereNobodyWantsIt() throws IOException {
    page.fleet().texts("customers").put("anna", "42");
    EntresolCache<String, String> cache = rows();
    cache.put("customer:0", "Anna");
    cache.flush();
    AtomicInteger customers = new AtomicInteger();
    Browser.prefer(browser, "light", "no-preference");
    browser.get(page.address());
    choose("rows");
    Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () -> {
              for (int i = 0; i < 20; i++) {
                cache.put("customer:" + customers.incrementAndGet(), "Anna");
              }
              return figure("entries");
            },
            label -> label.matches(".* in [3-9]\\d looks"));
    cache.flush();
    leaveDeadLetters(cache);
    awaits("#dead", text -> text.contains("s:a") && text.contains("s:b"));
    awaits("figure[data-figure=dead] b", "2"::equals);
    String light = find("body").getCssValue("background-color");
    assertThat(find("#unlock button").getCssValue("transition-duration")).contains("0.15s");
    picture("console-light.png");

    Browser.prefer(browser, "dark", "reduce");

    assertThat(find("body").getCssValue("background-color")).isNotEqualTo(light);
    assertThat(find("#unlock button").getCssValue("transition-duration")).isEqualTo("0s");
    picture("console-dark.png");
    Browser.prefer(browser, "light", "no-preference");
  }

  private void picture(String name) throws IOException {
    if (!PICTURES.isEmpty()) {
      Files.write(Path.of(PICTURES, name), browser.getScreenshotAs(OutputType.BYTES));
    }
  }
}
