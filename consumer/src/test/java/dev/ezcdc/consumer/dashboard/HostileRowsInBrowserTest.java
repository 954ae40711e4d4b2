package dev.ezcdc.consumer.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.ezcdc.consumer.format.Samples;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

/** Tests that the dashboard renders malicious row values as plain text. */
@Tag("long")
class HostileRowsInBrowserTest {

    private static final List<String> HOSTILE = List.of(
            "<script>window.harmed = 1</script>",
            "<img src=x onerror='window.harmed = 1'>",
            "<svg/onload=window.harmed=1>",
            "\"><iframe srcdoc='<script>parent.harmed = 1</script>'>",
            "javascript:window.harmed=1",
            "</script><script>window.harmed=1</script>",
            "{{constructor.constructor('window.harmed=1')()}}",
            "' onmouseover='window.harmed=1' x='",
            "<style>body { display: none }</style>",
            "<base href='https://elsewhere.example/'>",
            "data: x\n\nevent: end\ndata: {}\n\n",
            "\r\n\r\nevent: frame\r\ndata: {\"harmed\":1}\r\n\r\n",
            "ab\u202egnp.exe",
            "\u2066\u2067\u2068\u200f\u061c",
            "\u0000\u0007\u001b[31m\u009b",
            "\ud800 half \udc00\ud800",
            "\u2028\u2029\ufeff",
            "\udb40\udc41 tag",
            "__proto__",
            "x".repeat(3_000_000),
            "<b>".repeat(100_000));

    @Test
    void rendersHostileValuesNamesAndKeysAsText() throws Exception {
        Browser.unavailableReason().ifPresent(System.out::println);
        assumeThat(Browser.unavailableReason()).isEmpty();
        Feed feed = new Feed();
        PipelineMonitor monitor = new PipelineMonitor();
        try (DashboardServer dashboard = DashboardServer.open(0, monitor, () -> HOSTILE.subList(0, 4).stream()
                        .map(text -> new UpstreamStatus.Fact(UpstreamStatus.Station.DATABASE, text, text, true))
                        .toList());
                Browser browser = Browser.start()) {
            browser.driver().get(dashboard.url().toString());
            monitor.setNotice(HOSTILE.get(1));
            for (String hostile : HOSTILE) {
                String table = hostile.substring(0, Math.min(60, hostile.length()));
                monitor.onHandled(feed.update(
                        table, Samples.row(hostile, hostile, "b", "old"), Samples.row(hostile, hostile, "b", hostile)));
                monitor.onHandled(feed.create(table, Samples.row(hostile, hostile, "list", List.of(hostile))));
            }
            int expected = Math.min(HOSTILE.size() * 2, FrameBuilder.MAX_FIRSTS);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() ->
                            Long.parseLong(browser.execute("return document.querySelectorAll('#list > li').length"))
                                    >= expected);
            // One by one, so that the sample includes each.
            for (String hostile : HOSTILE) {
                monitor.onHandled(
                        feed.update("t", Samples.row("id", 1, "b", "old"), Samples.row("id", 1, "b", hostile)));
                Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> browser.execute(
                                "const t = document.querySelector('#list ins'); const s = t?.textContent; t?.remove(); return s")
                        .startsWith(displayedStart(hostile)));
            }
            browser.execute("document.querySelectorAll('#list details').forEach(d => { d.open = true; })");
            browser.driver()
                    .findElements(By.cssSelector("#list summary"))
                    .get(0)
                    .click();

            assertThat(browser.execute("return String(window.harmed)")).isEqualTo("undefined");
            assertThat(browser.execute(
                            "return document.querySelectorAll('#list img, #list script, #list iframe, #list svg,"
                                    + " #list style, #list b, base').length"))
                    .isEqualTo("0");
            assertThat(browser.execute("return document.body.textContent"))
                    .doesNotContainPattern(
                            "[\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u061c\\u200e\\u200f\\u202a-\\u202e"
                                    + "\\u2066-\\u2069\\ufeff\\u2028\\u2029]");
            assertThat(browser.execute("return document.querySelector('#state').textContent"))
                    .doesNotContain("Ended");
            assertThat(Long.parseLong(browser.execute("return document.body.textContent.length")))
                    .isLessThan(200_000);
            assertThat(browser.consoleErrors()).isEmpty();
        }
    }

    /** Returns the start of the text as displayed, up to the first character that is escaped. */
    private static String displayedStart(String hostile) {
        int safe = 0;
        while (safe < Math.min(40, hostile.length())
                && hostile.charAt(safe) >= ' '
                && hostile.charAt(safe) < 0x7f
                && hostile.charAt(safe) != '\\') {
            safe++;
        }
        return safe == 0 ? "\\" : hostile.substring(0, safe);
    }
}
