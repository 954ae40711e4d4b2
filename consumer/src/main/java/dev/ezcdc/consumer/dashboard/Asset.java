package dev.ezcdc.consumer.dashboard;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;

/** A file of the page, out of the jar. */
final class Asset {

    private static final Map<String, String> CONTENT_TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml",
            "woff2", "font/woff2");

    /** All there are: nothing else is served, whatever a path says. */
    private static final String[] NAMES = {
        "index.html",
        "page.css",
        "main.js",
        "pipeline.js",
        "charts.js",
        "changes.js",
        "format.js",
        "icon.svg",
        "vendor/uplot/uPlot.esm.js",
        "vendor/uplot/uPlot.min.css",
        "vendor/inter/inter-latin-wght-normal.woff2",
        "vendor/jetbrains-mono/jetbrains-mono-latin-wght-normal.woff2"
    };

    private final String contentType;
    private final byte[] content;

    private Asset(String type, byte[] content) {
        this.contentType = type;
        this.content = content;
    }

    String contentType() {
        return contentType;
    }

    /** Not to be changed. */
    byte[] content() {
        return content;
    }

    /** By path, which begins with a slash. */
    static Map<String, Asset> loadAll() {
        Map<String, Asset> assets = new TreeMap<>();
        for (String name : NAMES) {
            assets.put("/" + name, load(name));
        }
        assets.put("/", load(NAMES[0]));
        return assets;
    }

    private static Asset load(String name) {
        try (InputStream in = Asset.class.getResourceAsStream("page/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the page's " + name + " is not in the jar");
            }
            return new Asset(contentType(name), in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String contentType(String name) {
        String type = CONTENT_TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (type == null) {
            throw new IllegalStateException("no type is known for " + name);
        }
        return type;
    }
}
