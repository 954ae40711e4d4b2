package dev.ezcdc.instruments.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** An HTML page, built from top to bottom. Escapes all text. Not thread-safe. */
public final class Page {
    private static final String STYLE = """
            :root { color-scheme: light dark; --ink: #1b1f24; --dim: #667079; --line: #d5dade; --paper: #fff; --band: #f4f6f8;
              --c0: #0b6bcb; --c1: #d9480f; --c2: #2b8a3e; --c3: #9c36b5; --c4: #b7791f; --c5: #0c8599; --c6: #c2255c; --c7: #5f6b7a }
            @media (prefers-color-scheme: dark) { :root { --ink: #e6e9ec; --dim: #9aa4ad; --line: #3a4249; --paper: #14181c; --band: #1d2329;
              --c0: #5aa9f5; --c1: #ff8f5c; --c2: #69c67f; --c3: #d492e6; --c4: #e3b455; --c5: #4fc4d4; --c6: #f583ab; --c7: #a3afbd } }
            body { margin: 2rem auto; max-width: 60rem; padding: 0 1rem; font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper) }
            h1 { font-size: 1.6rem; margin-bottom: 0 } h2 { font-size: 1.15rem; margin-top: 2.2rem }
            p.dim, figcaption { color: var(--dim) } figure { margin: 1rem 0 } figcaption { font-size: .9rem }
            table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums } div.scroll { overflow-x: auto }
            th, td { padding: .3rem .6rem; border-bottom: 1px solid var(--line); text-align: right; vertical-align: top }
            th:first-child, td:first-child { text-align: left } table.text th, table.text td { text-align: left }
            td:first-child { min-width: 7rem } table.text td { overflow-wrap: anywhere } th { font-weight: 600; background: var(--band) }
            svg { width: 100%; min-width: 44rem; height: auto; display: block } svg text { fill: var(--ink); font: 12px system-ui, sans-serif }
            svg .inside { fill: var(--paper); font-weight: 600; font-size: 11px } svg rect { shape-rendering: crispEdges }
            div.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(13rem, 1fr)); gap: .8rem; margin: 1.2rem 0 }
            div.tile { border: 1px solid var(--line); border-radius: .5rem; padding: .7rem .9rem; background: var(--band) }
            div.tile b { display: block; font-size: 1.5rem; font-weight: 650; font-variant-numeric: tabular-nums; line-height: 1.25 }
            div.tile span { display: block; color: var(--dim); font-size: .85rem }
            svg .dim { fill: var(--dim) } svg .grid { stroke: var(--line); stroke-width: 1 } svg .bad { fill: var(--c6) }
            """;

    private final StringBuilder body = new StringBuilder();
    private final String title;

    public Page(String title) {
        this.title = title;
    }

    public Page addHeading(String text) {
        body.append("<h2>").append(Markup.escape(text)).append("</h2>\n");
        return this;
    }

    public Page addParagraph(String text) {
        body.append("<p>").append(Markup.escape(text)).append("</p>\n");
        return this;
    }

    /** Adds a dimmed paragraph. */
    public Page addNote(String text) {
        body.append("<p class=\"dim\">").append(Markup.escape(text)).append("</p>\n");
        return this;
    }

    /**
     * A key number.
     *
     * @param name name above the value
     * @param caption caption below the value
     */
    public record Tile(String name, String value, String caption) {}

    /** Adds key numbers, next to each other if the width permits. */
    public Page addTiles(List<Tile> tiles) {
        body.append("<div class=\"tiles\">\n");
        for (Tile tile : tiles) {
            body.append("<div class=\"tile\"><span>")
                    .append(Markup.escape(tile.name()))
                    .append("</span><b>")
                    .append(Markup.escape(tile.value()))
                    .append("</b><span>")
                    .append(Markup.escape(tile.caption()))
                    .append("</span></div>\n");
        }
        body.append("</div>\n");
        return this;
    }

    public Page addChart(Chart chart, String caption) {
        body.append("<figure>\n<div class=\"scroll\">")
                .append(chart.toSvg())
                .append("</div><figcaption>")
                .append(Markup.escape(caption))
                .append("</figcaption>\n</figure>\n");
        return this;
    }

    /** Adds a table of numbers, whose columns except for the first are aligned to the right. */
    public Page addNumberTable(List<String> head, List<List<String>> rows) {
        return addTable("<table>", head, rows);
    }

    /** Adds a table of text. */
    public Page addTextTable(List<String> head, List<List<String>> rows) {
        return addTable("<table class=\"text\">", head, rows);
    }

    private Page addTable(String start, List<String> head, List<List<String>> rows) {
        body.append("<div class=\"scroll\">").append(start).append("<thead><tr>");
        head.forEach(cell ->
                body.append("<th scope=\"col\">").append(Markup.escape(cell)).append("</th>"));
        body.append("</tr></thead>\n<tbody>\n");
        for (List<String> row : rows) {
            body.append("<tr>");
            row.forEach(cell -> body.append("<td>").append(Markup.escape(cell)).append("</td>"));
            body.append("</tr>\n");
        }
        body.append("</tbody></table></div>\n");
        return this;
    }

    /** Returns the complete page. */
    public String toHtml() {
        return "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
                + "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>"
                + Markup.escape(title) + "</title>\n<style>\n" + STYLE + "</style></head>\n<body>\n<h1>"
                + Markup.escape(title) + "</h1>\n" + body + "</body></html>\n";
    }

    /** Writes the page and creates missing directories. */
    public void write(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Files.writeString(file, toHtml());
    }
}
