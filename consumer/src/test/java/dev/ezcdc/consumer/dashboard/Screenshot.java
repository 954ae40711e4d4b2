package dev.ezcdc.consumer.dashboard;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.openqa.selenium.OutputType;

/** Takes a screenshot of a running dashboard; used by {@code e2e-tests/screenshot.sh}. */
public final class Screenshot {

    private Screenshot() {}

    /**
     * Arguments: the dashboard's URL and the image file; optionally {@code light} or {@code dark}, width, height and scale.
     */
    public static void main(String[] args) throws Exception {
        String scheme = args.length > 2 ? args[2] : "light";
        int width = args.length > 3 ? Integer.parseInt(args[3]) : 1280;
        int height = args.length > 4 ? Integer.parseInt(args[4]) : 1000;
        double scale = args.length > 5 ? Double.parseDouble(args[5]) : 1;
        take(args[0], Path.of(args[1]), scheme, width, height, scale);
    }

    static void take(String url, Path file, String scheme, int width, int height, double scale) throws Exception {
        try (Browser browser = Browser.start()) {
            browser.setSize(width, height, scale);
            browser.setPreferences(scheme, true);
            browser.driver().get(url);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() ->
                            Long.parseLong(browser.execute("return document.querySelectorAll('#list > li').length"))
                                    >= 12);
            // The upstream status is fetched only while a browser is connected.
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> Long.parseLong(browser.execute(
                                    "return document.querySelectorAll('#station-database .facts > *').length"))
                            > 0);
            browser.execute("return document.fonts.ready");
            Files.write(file, browser.driver().getScreenshotAs(OutputType.BYTES));
            browser.consoleErrors().forEach(System.out::println);
        }
    }
}
