package dev.ezcdc.consumer.dashboard;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;

/** A static file of the dashboard, loaded from the jar. */
final class Asset {

    private static final Map<String, String> CONTENT_TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml",
            "woff2", "font/woff2");

    /** The complete list: no other resource can be requested. */
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

    /** Returns the content, not a copy; callers must not modify it. */
    byte[] content() {
        return content;
    }

    /** Loads all files, keyed by their path with a leading slash. */
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
                throw new IllegalStateException("the dashboard's file " + name + " is missing from the jar");
            }
            return new Asset(contentType(name), in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String contentType(String name) {
        String type = CONTENT_TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (type == null) {
            throw new IllegalStateException("unknown content type for " + name);
        }
        return type;
    }
}
