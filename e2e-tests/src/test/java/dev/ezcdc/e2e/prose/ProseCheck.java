package dev.ezcdc.e2e.prose;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds wording that a native-speaking engineer would not use, in documents, comments, messages and identifiers. The
 * rules are in {@code rules.tsv}. The file is also a program, and prints {@code file:line: phrase -> suggestion}:
 *
 * <pre>java e2e-tests/src/test/java/dev/ezcdc/e2e/prose/ProseCheck.java ROOT [PATH…]</pre>
 */
final class ProseCheck {
    static final Path RULES = Path.of("e2e-tests/src/test/resources/dev/ezcdc/e2e/prose/rules.tsv");

    private static final int LONGEST_SENTENCE = 45;
    private static final Pattern EXCLUDED =
            Pattern.compile("(^|/)(target|vendor|node_modules|LICENSE|\\.(?!ci/|mvn/|github/)[^/]*/.*)(/|$)"
                    + "|benchmarks/reports/|src/test/resources/");

    private static final Pattern FENCE = Pattern.compile("(?ms)^[ >]*(```+|~~~+).*?^[ >]*\\1[^\\n]*$");
    private static final Pattern INLINE_CODE = Pattern.compile("(?s)(`+)(?!`).+?(?<!`)\\1(?!`)");
    private static final Pattern LINK_TARGET =
            Pattern.compile("\\]\\([^)\\s]*\\)|\\]\\[[^\\]]*\\]|(?m)^\\[[^\\]]+\\]: .*$");
    private static final Pattern URL = Pattern.compile("https?://[^\\s)>\"]+");
    private static final Pattern HTML_COMMENT = Pattern.compile("(?s)<!--.*?-->");
    private static final Pattern HTML_CODE = Pattern.compile("(?is)<(script|style|pre|code|svg)\\b.*?</\\1>");
    private static final Pattern TAG = Pattern.compile("</?[A-Za-z][^<>]*>");
    private static final Pattern LIST_ITEM = Pattern.compile("\\s*(?:[-*+]|\\d+[.)])\\s.*");
    private static final Pattern JAVADOC_CODE = Pattern.compile("\\{@\\w+(?:[^{}]|\\{(?:[^{}]|\\{[^{}]*\\})*\\})*\\}");
    private static final Pattern JAVADOC_TAG = Pattern.compile("@(?:param\\s+\\S+|throws\\s+\\S+|see\\s+\\S+|\\w+)");
    private static final Pattern FORMAT =
            Pattern.compile("%[-#+ 0,(]*\\d*(?:\\.\\d+)?[a-zA-Z]|\\$\\{[^}]*\\}|@\\|\\w+|\\|@");
    private static final Pattern DESCRIBES_A_TEST =
            Pattern.compile("(?s).*(?:@DisplayName|\\.as|describedAs|withFailMessage|fail)\\(\\s*");
    private static final Pattern ECHO = Pattern.compile("(?:echo|printf) (?:-\\w+ )?[\"']([^\"'\\n]* [^\"'\\n]*)[\"']");
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}¤]\\S*");
    private static final Pattern SENTENCE_END = Pattern.compile("[.!?][)\"'”]* (?=[\\p{Lu}¤\"“(])|$");

    enum Scope {
        PROSE,
        JAVADOC_START,
        COMMENT_START,
        IDENTIFIER
    }

    private enum Kind {
        MARKDOWN,
        JAVADOC,
        COMMENT,
        TEXT,
        IDENTIFIER
    }

    record Rule(Scope scope, Pattern pattern, String suggestion) {

        static List<Rule> read(Path file) throws IOException {
            List<Rule> rules = new ArrayList<>();
            for (String line : Files.readAllLines(file)) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    String[] cells = line.split("\t", -1);
                    if (cells.length != 3) {
                        throw new IOException(file + ": not scope, pattern and suggestion: " + line);
                    }
                    rules.add(of(cells[0], cells[1], cells[2]));
                }
            }
            return rules;
        }

        private static Rule of(String name, String regex, String suggestion) {
            Scope scope = Scope.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
            Pattern pattern =
                    switch (scope) {
                        case IDENTIFIER -> Pattern.compile(regex);
                        case PROSE ->
                            Pattern.compile("(?<![\\w-])(?:" + regex + ")(?![\\w-])", Pattern.CASE_INSENSITIVE);
                        default -> Pattern.compile("^(?:" + regex + ")(?![\\w-])");
                    };
            return new Rule(scope, pattern, suggestion);
        }

        private boolean appliesTo(Kind kind) {
            return switch (scope) {
                case PROSE -> kind != Kind.IDENTIFIER;
                case JAVADOC_START -> kind == Kind.JAVADOC;
                case COMMENT_START -> kind == Kind.COMMENT;
                case IDENTIFIER -> kind == Kind.IDENTIFIER;
            };
        }
    }

    record Hit(String file, int line, String phrase, String suggestion) {
        @Override
        public String toString() {
            return file + ":" + line + ": " + phrase + " -> " + suggestion;
        }
    }

    /** A paragraph, a comment, a message or an identifier, with the line that each character comes from. */
    private record Passage(Kind kind, String text, IntUnaryOperator lineAt) {}

    private final Map<Kind, List<Rule>> rules = new EnumMap<>(Kind.class);

    ProseCheck(List<Rule> rules) {
        for (Kind kind : Kind.values()) {
            this.rules.put(
                    kind, rules.stream().filter(rule -> rule.appliesTo(kind)).toList());
        }
    }

    public static void main(String[] args) throws IOException {
        if (args.length == 0) {
            System.err.println("usage: java ProseCheck.java ROOT [PATH…]");
            System.exit(2);
        }
        Path root = Path.of(args[0]);
        ProseCheck check = new ProseCheck(Rule.read(root.resolve(RULES)));
        List<Hit> hits = new ArrayList<>();
        for (String path : args.length == 1 ? new String[] {""} : Arrays.copyOfRange(args, 1, args.length)) {
            if (!Files.exists(root.resolve(path))) {
                System.err.println("no such file or directory: " + root.resolve(path));
                System.exit(2);
            }
            hits.addAll(check.checkAll(root, root.resolve(path)));
        }
        hits.forEach(System.out::println);
        System.exit(hits.isEmpty() ? 0 : 1);
    }

    /** Checks a file, or each file of a directory, and names files relative to {@code root}. */
    List<Hit> checkAll(Path root, Path start) throws IOException {
        List<Hit> hits = new ArrayList<>();
        try (Stream<Path> files = Files.walk(start)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                String name = root.toAbsolutePath()
                        .normalize()
                        .relativize(file.toAbsolutePath().normalize())
                        .toString()
                        .replace('\\', '/');
                if (!EXCLUDED.matcher(name).find()) {
                    hits.addAll(check(name, file));
                }
            }
        }
        return hits;
    }

    private List<Hit> check(String name, Path file) throws IOException {
        String type = type(file);
        return type.isEmpty() ? List.of() : check(name, type, Files.readString(file));
    }

    /** The file's extension, "sh" for a script without one, or empty if files of this type have no prose. */
    private static String type(Path file) throws IOException {
        String name = file.getFileName().toString();
        String extension = name.substring(name.lastIndexOf('.') + 1);
        if (name.equals("Dockerfile")) {
            return "sh";
        }
        if (!name.contains(".")) {
            byte[] start = new byte[2];
            try (var in = Files.newInputStream(file)) {
                return in.read(start) == 2 && new String(start, StandardCharsets.US_ASCII).equals("#!") ? "sh" : "";
            }
        }
        return List.of(
                                "md",
                                "java",
                                "js",
                                "css",
                                "html",
                                "xml",
                                "sh",
                                "properties",
                                "yaml",
                                "yml",
                                "sql",
                                "editorconfig",
                                "gitignore",
                                "dockerignore")
                        .contains(extension)
                ? extension
                : "";
    }

    /** Checks a text of a file type such as {@code md} or {@code java}. */
    List<Hit> check(String name, String type, String content) {
        List<Hit> hits = new ArrayList<>();
        for (Passage passage : passages(name, type, content)) {
            for (Rule rule : rules.getOrDefault(passage.kind(), List.of())) {
                Matcher matcher = rule.pattern().matcher(passage.text());
                while (matcher.find()) {
                    String phrase = passage.kind() == Kind.IDENTIFIER ? passage.text() : matcher.group();
                    int line = passage.lineAt().applyAsInt(matcher.start());
                    hits.add(new Hit(name, line, phrase, rule.suggestion()));
                }
            }
            if (passage.kind() == Kind.MARKDOWN) {
                findLongSentences(name, passage, hits);
            }
        }
        return hits;
    }

    private static void findLongSentences(String name, Passage passage, List<Hit> hits) {
        int start = 0;
        for (Matcher end = SENTENCE_END.matcher(passage.text()); end.find(); start = end.end()) {
            long words = WORD.matcher(passage.text().substring(start, end.start()))
                    .results()
                    .count();
            if (words > LONGEST_SENTENCE) {
                String phrase = passage.text().substring(start, Math.min(end.start(), start + 50));
                hits.add(new Hit(
                        name,
                        passage.lineAt().applyAsInt(start),
                        phrase + "…",
                        "a sentence of " + words + " words; write several, of at most 25"));
            }
        }
    }

    private static List<Passage> passages(String name, String type, String content) {
        Passages passages = new Passages(content);
        switch (type) {
            case "md" -> markdown(passages, content);
            case "java" -> new Lexer(passages, content, !name.contains("src/test/"), false).run();
            case "js", "css" -> new Lexer(passages, content, true, true).run();
            case "html" -> html(passages, content);
            case "xml" -> xml(passages, content);
            case "sql" -> lines(passages, content, Pattern.compile("--[ \\t]?([^\\n]*)|/\\*(?s:.*?)\\*/"));
            default -> {
                lines(passages, content, Pattern.compile("(?m)(?:^|(?<=\\s))#(?!!)([^\\n]*)"));
                for (MatchResult echo : ECHO.matcher(content).results().toList()) {
                    passages.add(Kind.TEXT, content, echo.start(1), echo.end(1));
                }
            }
        }
        return passages.list;
    }

    private static void markdown(Passages passages, String content) {
        String text = hide(content, FENCE, "");
        for (Pattern code : List.of(HTML_COMMENT, INLINE_CODE, URL)) {
            text = hide(text, code, "¤");
        }
        text = hide(hide(text, LINK_TARGET, ""), TAG, "");
        int start = 0;
        int from = 0;
        for (String line : text.split("(?<=\n)", -1)) {
            boolean heading = line.startsWith("#");
            boolean row = line.stripLeading().startsWith("|");
            if (line.replace("\0", "").isBlank()
                    || heading
                    || row
                    || LIST_ITEM.matcher(line.stripTrailing()).matches()) {
                passages.add(Kind.MARKDOWN, text, from, start);
                from = start;
            }
            if (heading || row) {
                for (MatchResult cell :
                        Pattern.compile("[^|\\n]+").matcher(line).results().toList()) {
                    passages.add(heading ? Kind.TEXT : Kind.MARKDOWN, text, start + cell.start(), start + cell.end());
                }
                from = start + line.length();
            }
            start += line.length();
        }
        passages.add(Kind.MARKDOWN, text, from, text.length());
    }

    private static void html(Passages passages, String content) {
        for (MatchResult comment : HTML_COMMENT.matcher(content).results().toList()) {
            passages.add(Kind.COMMENT, content, comment.start() + 4, comment.end() - 3);
        }
        String text = hide(hide(content, HTML_COMMENT, "\n"), HTML_CODE, "¤");
        int from = 0;
        for (MatchResult tag : Pattern.compile("</?(?!a\\b|b\\b|i\\b|em\\b|strong\\b|span\\b)\\w[^<>]*>")
                .matcher(text)
                .results()
                .toList()) {
            passages.add(Kind.TEXT, text, from, tag.start());
            from = tag.end();
        }
    }

    private static void xml(Passages passages, String content) {
        for (MatchResult comment : HTML_COMMENT.matcher(content).results().toList()) {
            String text = hide(content, INLINE_CODE, "¤");
            passages.add(Kind.COMMENT, text, comment.start() + 4, comment.end() - 3);
        }
        for (MatchResult text : Pattern.compile("(?s)<(description|name)>(.*?)</\\1>")
                .matcher(content)
                .results()
                .toList()) {
            passages.add(Kind.TEXT, content, text.start(2), text.end(2));
        }
    }

    /** Comments that end with their line; those on consecutive lines are one passage. */
    private static void lines(Passages passages, String content, Pattern comment) {
        String text = content;
        int from = -1;
        int end = -1;
        for (MatchResult match : comment.matcher(content).results().toList()) {
            boolean continues =
                    from >= 0 && content.substring(end, match.start()).matches("\\n[ \\t]*");
            if (!continues && from >= 0) {
                passages.add(Kind.COMMENT, text, from, end);
            }
            if (!continues) {
                from = match.start();
            }
            text = hide(text, match.start(), match.group(1) == null ? match.start() + 2 : match.start(1));
            end = match.end();
        }
        if (from >= 0) {
            passages.add(Kind.COMMENT, hide(text, INLINE_CODE, "¤"), from, end);
        }
    }

    /** Replaces each match by the replacement and zeros, so that positions stay; line breaks remain. */
    private static String hide(String text, Pattern pattern, String replacement) {
        StringBuilder hidden = new StringBuilder(text);
        for (MatchResult match : pattern.matcher(text).results().toList()) {
            hidden.replace(
                    match.start(),
                    match.end(),
                    hide(match.group(), 0, match.group().length()));
            if (!replacement.isEmpty()) {
                hidden.setCharAt(match.start(), replacement.charAt(0));
            }
        }
        return hidden.toString();
    }

    private static String hide(String text, int from, int to) {
        return text.substring(0, from) + text.substring(from, to).replaceAll("[^\\n]", "\0") + text.substring(to);
    }

    /** Collects passages; removes the zeros that hide code, and collapses space. */
    private static final class Passages {
        final List<Passage> list = new ArrayList<>();
        private final int[] lineAt;

        Passages(String content) {
            lineAt = new int[content.length() + 1];
            int line = 1;
            for (int i = 0; i < content.length(); i++) {
                lineAt[i] = line;
                line += content.charAt(i) == '\n' ? 1 : 0;
            }
            lineAt[content.length()] = line;
        }

        void add(Kind kind, String source, int from, int to) {
            StringBuilder text = new StringBuilder();
            int[] lines = new int[to - from + 1];
            for (int i = from; i < to; i++) {
                char c = source.charAt(i);
                boolean space = Character.isWhitespace(c);
                boolean markup = c == '\0' || (kind == Kind.MARKDOWN && "*#>".indexOf(c) >= 0);
                if (!markup && !(space && (text.length() == 0 || text.charAt(text.length() - 1) == ' '))) {
                    lines[text.length()] = lineAt[i];
                    text.append(space ? ' ' : c);
                }
            }
            String trimmed = text.toString().stripTrailing();
            if (!trimmed.isEmpty()) {
                list.add(new Passage(kind, trimmed, at -> lines[at]));
            }
        }
    }

    /** Splits Java, JavaScript or CSS into comments, messages and identifiers. */
    private static final class Lexer {
        private static final Pattern TOKEN = Pattern.compile("(?s)(?<doc>/\\*\\*(?!/).*?\\*/)|(?<block>/\\*.*?\\*/)"
                + "|(?<line>//[^\\n]*(?:\\n[ \\t]*//[^\\n]*)*)"
                + "|(?<string>\"\"\".*?(?<!\\\\)\"\"\"|\"(?:[^\"\\\\\\n]|\\\\.)*\")|(?<single>'(?:[^'\\\\\\n]|\\\\.)*'|`[^`]*`)"
                + "|(?<name>[\\p{L}_$][\\p{L}\\p{N}_$]*)");
        private static final Pattern DECORATION =
                Pattern.compile("(?m)^[ \\t]*(?:\\*(?!/)|//)|^/\\*+|\\*/$|(?<=\\n|^)//");
        private static final Pattern ESCAPE = Pattern.compile("\\\\[nrt\"'\\\\s]");
        private static final Pattern MESSAGE = Pattern.compile("(?s).*\\p{L}[\\p{L}',:;]* +[\\p{L}%¤'(]+,? +\\S.*");

        private final Passages passages;
        private final String content;
        private final boolean messages;
        private final boolean singleQuotes;

        Lexer(Passages passages, String content, boolean messages, boolean singleQuotes) {
            this.passages = passages;
            this.content = content;
            this.messages = messages;
            this.singleQuotes = singleQuotes;
        }

        void run() {
            Matcher token = TOKEN.matcher(content);
            int from = -1;
            int end = -1;
            String text = content;
            while (token.find()) {
                boolean string = token.group("string") != null || (singleQuotes && token.group("single") != null);
                boolean continues = string
                        && from >= 0
                        && content.substring(end, token.start()).matches("\\s*\\+\\s*");
                if (from >= 0 && !continues) {
                    message(text, from, end);
                    from = -1;
                    text = content;
                }
                if (string) {
                    text = continues ? hide(text, end - 1, token.start() + 1) : text;
                    from = continues ? from : token.start();
                    end = token.end();
                } else if (token.group("name") != null) {
                    passages.add(Kind.IDENTIFIER, content, token.start(), token.end());
                } else if (token.group("single") == null) {
                    comment(token.group("doc") != null, token.start(), token.end());
                }
            }
            if (from >= 0) {
                message(text, from, end);
            }
        }

        private void message(String text, int from, int end) {
            String literal = hide(hide(text.substring(from + 1, end - 1), ESCAPE, " "), FORMAT, "¤");
            if (MESSAGE.matcher(literal).matches() && (messages || describesATest(from))) {
                String padded = text.substring(0, from + 1) + literal;
                passages.add(Kind.TEXT, padded, from + 1, padded.length());
            }
        }

        private boolean describesATest(int start) {
            return DESCRIBES_A_TEST
                    .matcher(content.substring(Math.max(0, start - 60), start))
                    .matches();
        }

        private void comment(boolean javadoc, int from, int to) {
            String text = hide(content.substring(from, to), DECORATION, "");
            text = hide(hide(text, Pattern.compile("(?s)<pre>.*?</pre>|<code>.*?</code>"), "¤"), JAVADOC_CODE, "¤");
            text = hide(hide(hide(text, TAG, " "), INLINE_CODE, "¤"), URL, "¤");
            String padded = content.substring(0, from) + text;
            int start = from;
            Kind kind = javadoc ? Kind.JAVADOC : Kind.COMMENT;
            for (MatchResult tag : Pattern.compile("(?m)^[ \\t\\x00]*" + JAVADOC_TAG)
                    .matcher(text)
                    .results()
                    .toList()) {
                passages.add(kind, padded, start, from + tag.start());
                start = from + tag.end();
                kind = Kind.TEXT;
            }
            passages.add(kind, padded, start, padded.length());
        }
    }
}
