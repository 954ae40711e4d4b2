package dev.ezcdc.consumer.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.ezcdc.consumer.format.Samples;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** Tests the dashboard as a user sees it, in a real browser. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("long")
class DashboardInBrowserTest {

    private static final String COUNT_ROWS = "return document.querySelectorAll('#list > li').length";

    private final Feed feed = new Feed();
    private final PipelineMonitor monitor = new PipelineMonitor();
    private @Nullable Browser browser;
    private @Nullable DashboardServer dashboard;

    @BeforeAll
    void startBrowser() {
        Browser.unavailableReason().ifPresent(System.out::println);
        assumeThat(Browser.unavailableReason()).isEmpty();
        browser = Browser.start();
    }

    @AfterAll
    void quitBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void openPage() throws IOException {
        dashboard = DashboardServer.open(
                0,
                monitor,
                () -> List.of(
                        new UpstreamStatus.Fact(UpstreamStatus.Station.DATABASE, "slot", "debezium, streaming", false),
                        new UpstreamStatus.Fact(UpstreamStatus.Station.DATABASE, "retained WAL", "16.0 MiB", false)));
        browser().setSize(1280, 1100, 1);
        browser().setPreferences("light", false);
        browser().driver().get(dashboard().url().toString());
        await().until(() -> !text("#total").isEmpty() && !text("#state").contains("Connecting"));
    }

    @AfterEach
    void checkConsoleAndOriginsAndCloseDashboard() {
        assertThat(browser().consoleErrors()).isEmpty();
        assertThat(browser()
                        .execute("return performance.getEntriesByType('resource')"
                                + ".filter(e => !e.name.startsWith(location.origin)).map(e => e.name).join()"))
                .isEmpty();
        dashboard().close();
    }

    private Browser browser() {
        if (browser == null) {
            throw new IllegalStateException("no browser");
        }
        return browser;
    }

    private DashboardServer dashboard() {
        if (dashboard == null) {
            throw new IllegalStateException("no dashboard");
        }
        return dashboard;
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(30)).ignoreExceptions();
    }

    private WebElement find(String selector) {
        return browser().driver().findElement(By.cssSelector(selector));
    }

    private String text(String selector) {
        return browser().execute("return document.querySelector(arguments[0])?.textContent ?? ''", selector);
    }

    private long countRows() {
        return Long.parseLong(browser().execute(COUNT_ROWS));
    }

    private void createCustomers(int from, int to) {
        for (int id = from; id <= to; id++) {
            monitor.onHandled(feed.create("customers", Samples.row("id", id, "first_name", "alex" + id)));
        }
    }

    @Test
    void showsTheLatencyOfEachHopAndFactsOfEachStation() {
        createCustomers(1, 5);
        await().until(() -> text("[data-hop=kafka_to_poll] .latency").equals("6.00\u202fms"));
        assertThat(text("[data-hop=commit_to_debezium] .latency")).endsWith("\u202fms");
        assertThat(text("#total-p50")).endsWith("\u202fms");
        await().until(() -> text("#station-database").contains("debezium, streaming"));
        assertThat(text("#station-database")).contains("retained WAL", "16.0 MiB");
        assertThat(text("#station-consumer")).contains("handled");
        assertThat(Integer.parseInt(browser().execute("return document.querySelectorAll('.plot canvas').length")))
                .isEqualTo(3);
    }

    @Test
    void updateShowsChangedColumnsAndTheFullRowWhenOpened() {
        monitor.onHandled(feed.update(
                "customers",
                Samples.row("id", 77, "name", "alex", "email", null),
                Samples.row("id", 77, "name", "alex", "email", "a@b.example")));
        await().until(() -> text("#list").contains("id=77"));
        assertThat(text("#list del")).isEqualTo("null");
        assertThat(text("#list ins")).isEqualTo("a@b.example");
        assertThat(text("#list .columns")).doesNotContain("alex");
        find("#list summary").click();
        await().until(() -> text("#list .full-row").contains("alex"));
        assertThat(text("#pause")).isEqualTo("Resume");
    }

    @Test
    void pauseFreezesTheListButNotTheCounters() {
        createCustomers(100, 103);
        await().until(() -> text("#list").contains("id=103"));
        find("#pause").click();
        long before = countRows();
        createCustomers(104, 109);
        await().until(() -> text("#paused").contains("6 changes since"));
        assertThat(countRows()).isEqualTo(before);
        assertThat(text("#list")).doesNotContain("id=109");
        find("#pause").click();
        await().until(() -> text("#list").contains("id=109"));
        assertThat(text("#paused")).isEmpty();
    }

    @Test
    void filtersByTableOperationAndText() {
        createCustomers(200, 201);
        monitor.onHandled(feed.create("orders", Samples.row("id", 300, "item", "Teapot")));
        monitor.onHandled(feed.delete("orders", Samples.row("id", 301, "item", "Cup")));
        await().until(() -> text("#list").contains("id=301"));

        find("#text").sendKeys("teaPOT");
        await().until(() -> countRows() == 1 && text("#list").contains("id=300"));
        find("#text").sendKeys(Keys.chord(Keys.CONTROL, "a"), Keys.DELETE);

        find("#table option[value='public.orders']").click();
        await().until(() -> countRows() == 2 && !text("#list").contains("customers"));
        find("#operations .delete").click();
        await().until(() -> countRows() == 1 && text("#list").contains("id=300"));
        find("#operations .create").click();
        await().until(() -> countRows() == 0 && find("#empty").isDisplayed());
    }

    @Test
    void keyboardReachesEverythingWithAVisibleFocus() {
        createCustomers(400, 401);
        await().until(() -> text("#list").contains("id=401"));
        browser().execute("document.activeElement.blur()");
        find("body").sendKeys(Keys.TAB);
        assertThat(browser().execute("return document.activeElement.className")).isEqualTo("skip");
        press(Keys.TAB);
        assertThat(browser().execute("return document.activeElement.id")).isEqualTo("pause");
        assertThat(browser().execute("return getComputedStyle(document.activeElement).outlineStyle"))
                .isEqualTo("solid");
        press(Keys.SPACE);
        assertThat(text("#pause")).isEqualTo("Resume");
        press(Keys.TAB);
        assertThat(browser().execute("return document.activeElement.id")).isEqualTo("table");
        press(Keys.TAB);
        press(Keys.SPACE);
        assertThat(browser().execute("return document.activeElement.getAttribute('aria-pressed')"))
                .isEqualTo("false");
        press(Keys.SPACE);
        while (!browser().execute("return document.activeElement.tagName").equals("SUMMARY")) {
            press(Keys.TAB);
        }
        press(Keys.ENTER);
        await().until(() -> text("#list .full-row").contains("first_name"));
    }

    private void press(Keys key) {
        browser().driver().switchTo().activeElement().sendKeys(key);
    }

    @Test
    void everyControlHasANameAndThePageOneHeading() {
        assertThat(browser().execute("""
                return [...document.querySelectorAll('button, input, select')]
                  .filter(e => !(e.textContent.trim() || e.labels?.length || e.ariaLabel)).length""")).isEqualTo("0");
        assertThat(browser().execute("return document.querySelectorAll('h1').length"))
                .isEqualTo("1");
        assertThat(browser().execute("return document.documentElement.lang")).isEqualTo("en");
    }

    @Test
    void fitsAPhoneWithoutHorizontalScrolling() {
        browser().setSize(360, 740, 2);
        monitor.onHandled(feed.update(
                "a_table_with_quite_a_long_name",
                Samples.row("id", 1, "t", "x".repeat(5_000)),
                Samples.row("id", 1, "t", "y".repeat(5_000))));
        await().until(() -> text("#list").contains("yyy"));
        find("#list summary").click();
        assertThat(browser().execute("return document.documentElement.scrollWidth"))
                .isEqualTo("360");
        assertThat(browser().execute("""
                return [...document.querySelectorAll('main *')].filter(e => e.getBoundingClientRect().right > 361
                  && !e.closest('.full-row, summary, .plot')).map(e => e.className || e.tagName).join()""")).isEmpty();
    }

    @Test
    void followsColorSchemeAndReducedMotionPreferences() {
        String background = "return getComputedStyle(document.documentElement).backgroundColor";
        String light = browser().execute(background);
        browser().setPreferences("dark", true);
        await().until(() -> !browser().execute(background).equals(light));
        browser().execute("document.getElementById('pipeline').dataset.flowing = 'true'");
        assertThat(browser().execute("return getComputedStyle(document.querySelector('.wire i')).animationName"))
                .isEqualTo("none");
    }

    @Test
    void countsABurstExactlyAndShowsASample() throws Exception {
        AtomicLong sent = new AtomicLong();
        ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
        try {
            long before = monitor.totals().changes();
            Future<?> burst = executor.scheduleAtFixedRate(
                    () -> {
                        for (int i = 0; i < 100; i++) {
                            createCustomers((int) sent.incrementAndGet(), sent.intValue());
                        }
                    },
                    0,
                    10,
                    TimeUnit.MILLISECONDS);
            await().until(() -> text("#sampled").matches("showing \\d+ of [\\d,]+/s"));
            await().until(() -> sent.get() > 30_000);
            assertThat(burst).isNotDone(); // a failure would have completed it
            executor.shutdown();
            assertThat(executor.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
            long all = before + sent.get();
            await().until(() -> text("#station-consumer").contains(String.format(Locale.ROOT, "%,d", all)));
            assertThat(countRows()).isLessThanOrEqualTo(100);
            assertThat(Long.parseLong(browser().execute("return document.querySelectorAll('*').length")))
                    .isLessThan(5_000);
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void keepsTheLastStateAfterTheConsumerEnds() {
        createCustomers(500, 500);
        await().until(() -> text("#list").contains("id=500"));
        dashboard().close();
        await().until(() -> text("#state").contains("Ended"));
        assertThat(text("#list")).contains("id=500");
    }
}
