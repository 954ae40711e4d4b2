package dev.ezcdc.envelope.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ezcdc.envelope.json.MutationJson.Span;
import java.util.List;
import java.util.Random;

/** Mutates valid JSON at random, but reproducibly by seed, in ways that are difficult for parsers. */
final class Mutations {

    private static final List<String> TYPES = List.of(
            "int8", "int16", "int32", "int64", "float", "double", "boolean", "string", "bytes", "struct", "array",
            "map", "int128");

    private final Random random;
    private StringBuilder text = new StringBuilder();
    private boolean sameMeaning = true;

    private Mutations(Random random) {
        this.random = random;
    }

    /** A mutated text, and whether it must decode to the same record as the original. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Mutant(byte[] json, boolean sameMeaning) {}

    /** Makes one to four successive changes, as long as the text remains JSON. */
    static Mutant mutate(byte[] json, byte[] other, Random random) {
        Mutations mutations = new Mutations(random);
        byte[] changed = json;
        for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
            try {
                changed = mutations.change(MutationJson.parse(changed), MutationJson.parse(other));
            } catch (StringIndexOutOfBoundsException notJson) {
                break;
            }
        }
        return new Mutant(changed, mutations.sameMeaning);
    }

    private byte[] change(MutationJson json, MutationJson other) {
        text = new StringBuilder(json.text());
        int kind = random.nextInt(16);
        sameMeaning &= kind < 4;
        switch (kind) {
            case 0, 1 -> insertSpace(json);
            case 2, 3 -> escapeCharacter(json);
            case 4 -> cut(json);
            case 5 -> copyMember(json);
            case 6 -> swapMembers(json);
            case 7 -> removeMember(json);
            case 8 -> replace(pick(json), pick(MutationValues.ALL));
            case 9 -> replace(pickLateLeaf(json), pick(MutationValues.ALL));
            case 10 -> replace(pick(json), pickPart(other));
            case 11 -> insertIntoString(json);
            case 12 -> changeSchema(json);
            case 13 -> changeByte();
            case 14 -> renameMember(json);
            default -> changeDigits(json);
        }
        return text.toString().getBytes(ISO_8859_1);
    }

    private void insertSpace(MutationJson json) {
        text.insert(pick(json.boundaries()), pick(List.of(" ", "\n", "\t", "\r\n  ", "        ")));
    }

    /** Escapes a plain character of a string or name. */
    private void escapeCharacter(MutationJson json) {
        Span span = pick(json);
        int from = span.isMember() && random.nextBoolean() ? span.nameStart() : span.start();
        int end = from == span.start() ? span.end() : span.nameEnd();
        if (text.charAt(from) != '"' || end - from < 3) {
            return;
        }
        int at = from + 1 + random.nextInt(end - from - 2);
        char c = text.charAt(at);
        boolean escaped = text.substring(from, at).endsWith("\\")
                || text.substring(Math.max(from, at - 6), at).contains("\\");
        if (c < 0x7F && c != '\\' && c != '"' && !escaped) {
            text.replace(at, at + 1, String.format(random.nextBoolean() ? "\\u%04x" : "\\u%04X", (int) c));
        }
    }

    private void cut(MutationJson json) {
        int from = random.nextBoolean() ? pick(json.boundaries()) : random.nextInt(text.length());
        int to = random.nextBoolean() ? text.length() : Math.min(text.length(), from + 1 + random.nextInt(20));
        text.delete(from, to);
    }

    private void copyMember(MutationJson json) {
        Span span = pick(json);
        String value = random.nextBoolean() ? text.substring(span.start(), span.end()) : pick(MutationValues.ALL);
        String name = span.isMember() ? text.substring(span.nameStart(), span.start()) : "";
        text.insert(span.memberStart(), name + value + ",");
    }

    private void swapMembers(MutationJson json) {
        List<Span> all = json.spans();
        Span member = pick(json);
        List<Span> siblings =
                all.stream().filter(span -> span.parent() == member.parent()).toList();
        Span sibling = pick(siblings);
        if (member.memberStart() == sibling.memberStart()) {
            return;
        }
        Span first = member.memberStart() < sibling.memberStart() ? member : sibling;
        Span second = first == member ? sibling : member;
        String firstText = text.substring(first.memberStart(), first.end());
        String secondText = text.substring(second.memberStart(), second.end());
        text.replace(second.memberStart(), second.end(), firstText);
        text.replace(first.memberStart(), first.end(), secondText);
    }

    private void removeMember(MutationJson json) {
        Span span = pick(json);
        int end = span.end();
        boolean comma = end < text.length() && text.charAt(end) == ',';
        text.delete(span.memberStart(), comma ? end + 1 : end);
    }

    private void replace(Span span, String value) {
        text.replace(span.start(), span.end(), value);
    }

    private String pickPart(MutationJson other) {
        Span span = pick(other);
        return other.text().substring(span.start(), span.end());
    }

    private void insertIntoString(MutationJson json) {
        Span span = pick(json);
        if (text.charAt(span.start()) == '"') {
            String inserted = pick(MutationValues.ALL);
            text.insert(span.start() + 1 + random.nextInt(span.end() - span.start() - 1), inserted.replace("\"", ""));
        } else {
            replace(span, pick(MutationValues.ALL));
        }
    }

    /** Changes a type, an optional flag, a name or a scale in a schema. */
    private void changeSchema(MutationJson json) {
        List<Span> parts = json.spans().stream()
                .filter(span -> span.isMember()
                        && List.of("\"type\"", "\"optional\"", "\"name\"", "\"scale\"", "\"field\"")
                                .contains(text.substring(span.nameStart(), span.nameEnd())))
                .toList();
        if (parts.isEmpty()) {
            replace(pickLateLeaf(json), pick(MutationValues.ALL));
            return;
        }
        Span span = pick(parts);
        replace(
                span,
                switch (text.charAt(span.nameStart() + 1)) {
                    case 't' -> '"' + pick(TYPES) + '"';
                    case 'o' -> text.substring(span.start(), span.end()).equals("true") ? "false" : "true";
                    case 'n' -> '"' + pick(MutationSamples.LOGICAL_NAMES) + '"';
                    case 's' -> pick(List.of("\"0\"", "\"-3\"", "\"x\"", "\"2147483647\"", "\"99999999999\"", "2"));
                    default ->
                        pick(List.of(
                                "\"id\"",
                                "\"\\u00e4\"",
                                "\"\u00c3\u00a4\"",
                                "\"\"",
                                "\"a\\\"b\"",
                                "\"\\ud83d\\ude00\""));
                });
    }

    private void changeByte() {
        int at = random.nextInt(text.length());
        text.setCharAt(at, (char) random.nextInt(256));
    }

    private void renameMember(MutationJson json) {
        Span span = pick(json);
        if (span.isMember()) {
            Span other = pick(json);
            String name = other.isMember() ? text.substring(other.nameStart(), other.nameEnd()) : "\"other\"";
            text.replace(span.nameStart(), span.nameEnd(), name);
        }
    }

    private void changeDigits(MutationJson json) {
        Span span = pickLateLeaf(json);
        char first = text.charAt(span.start());
        if (first == '-' || (first >= '0' && first <= '9')) {
            int at = span.start() + random.nextInt(span.end() - span.start() + 1);
            text.insert(
                    at, pick(List.of("0", "-", ".", "e", "E+", "9", "00000000", "12345678", " ", "\u0000", "\u00b2")));
        } else {
            replace(span, pick(MutationValues.ALL));
        }
    }

    private Span pick(MutationJson json) {
        return pick(json.spans());
    }

    /** Picks one of the last values that are not containers. With a schema first, those belong to the payload. */
    private Span pickLateLeaf(MutationJson json) {
        List<Span> spans = json.spans();
        for (int tries = 0; tries < 20; tries++) {
            Span span = spans.get(Math.max(0, spans.size() - 1 - random.nextInt(60)));
            if ("{[".indexOf(text.charAt(span.start())) < 0) {
                return span;
            }
        }
        return spans.get(spans.size() - 1);
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    static byte[] toBytes(String latin1) {
        return latin1.getBytes(ISO_8859_1);
    }

    static String toLatin1(byte[] bytes) {
        return new String(bytes, ISO_8859_1);
    }

    static String toPrintable(byte[] json) {
        String text = new String(json, UTF_8);
        return text.length() > 6000 ? text.substring(0, 6000) + "..." : text;
    }
}
