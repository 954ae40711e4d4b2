package dev.ezcdc.e2e.documents;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The links and anchors of a Markdown document.
 *
 * @param links link targets in their order, without titles
 * @param anchors anchors that GitHub creates for the headings, and explicit ids
 */
record MarkdownDocument(List<String> links, Set<String> anchors) {

    private static final Pattern FENCE = Pattern.compile("(?ms)^[ >]*(```+|~~~+)[^\n]*\n.*?^[ >]*\\1`*[^\\S\n]*$");
    private static final Pattern INLINE_CODE = Pattern.compile("(?s)(?<!`)(`+)(?!`).+?(?<!`)\\1(?!`)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6}\\s+(.+?)\\s*#*$");
    private static final Pattern INLINE_LINK = Pattern.compile("\\]\\(\\s*<?([^)\\s>]+)>?(?:\\s+\"[^\"]*\")?\\s*\\)");
    private static final Pattern REFERENCE = Pattern.compile("(?m)^ {0,3}\\[[^\\]]+\\]:\\s+<?([^\\s>]+)>?");
    private static final Pattern EXPLICIT_ID = Pattern.compile("<[^>]+\\b(?:id|name)=\"([^\"]+)\"");

    static MarkdownDocument read(Path file) throws IOException {
        return parse(Files.readString(file));
    }

    static MarkdownDocument parse(String text) {
        String withoutFences = FENCE.matcher(text).replaceAll("");
        String withoutCode = INLINE_CODE.matcher(withoutFences).replaceAll("");
        List<String> links = new ArrayList<>();
        addAll(links, INLINE_LINK.matcher(withoutCode));
        addAll(links, REFERENCE.matcher(withoutCode));
        List<String> headings = new ArrayList<>();
        addAll(headings, HEADING.matcher(withoutFences));
        List<String> ids = new ArrayList<>();
        addAll(ids, EXPLICIT_ID.matcher(withoutCode));
        Set<String> anchors = new LinkedHashSet<>(ids);
        Map<String, Integer> repetitions = new HashMap<>();
        for (String heading : headings) {
            String anchor = anchor(heading);
            int repetition = repetitions.merge(anchor, 1, Integer::sum) - 1;
            anchors.add(repetition == 0 ? anchor : anchor + "-" + repetition);
        }
        return new MarkdownDocument(links, anchors);
    }

    private static void addAll(List<String> found, Matcher matcher) {
        matcher.results().map(match -> match.group(1)).forEach(found::add);
    }

    /** Returns the anchor of a heading as GitHub creates it: lower case, no punctuation, hyphens for spaces. */
    private static String anchor(String heading) {
        String text = heading.replaceAll("!?\\[([^\\]]*)\\]\\([^)]*\\)", "$1");
        return text.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}\\p{M}_ -]", "")
                .replace(' ', '-');
    }
}
