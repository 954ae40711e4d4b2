package dev.ezcdc.envelope.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;

/** The positions of values and tokens in valid JSON. The text is stored as Latin-1, one character per byte. */
final class MutationJson {

    /** The position of a value and, for a member of an object, of its name; otherwise {@code nameStart} is -1. */
    record Span(int nameStart, int nameEnd, int start, int end, int parent) {

        boolean isMember() {
            return nameStart >= 0;
        }

        /** Returns the start of the member or element. */
        int memberStart() {
            return isMember() ? nameStart : start;
        }
    }

    private final String text;
    private final List<Span> spans = new ArrayList<>();
    private final List<Integer> boundaries = new ArrayList<>();
    private int at;

    private MutationJson(String text) {
        this.text = text;
        skipSpace();
        parseValue(-1, -1, -1);
    }

    static MutationJson parse(byte[] json) {
        return new MutationJson(new String(json, ISO_8859_1));
    }

    String text() {
        return text;
    }

    /** Returns all values, each before the values inside it. */
    List<Span> spans() {
        return spans;
    }

    /** Returns the positions between tokens. */
    List<Integer> boundaries() {
        return boundaries;
    }

    /** The values in one, by its index. */
    List<Span> childrenOf(int parent) {
        return spans.stream().filter(span -> span.parent() == parent).toList();
    }

    private void parseValue(int nameStart, int nameEnd, int parent) {
        int index = spans.size();
        int start = at;
        spans.add(new Span(nameStart, nameEnd, start, start, parent));
        boundaries.add(at);
        char first = text.charAt(at);
        if (first == '{' || first == '[') {
            parseContainer(first == '{', index);
        } else if (first == '"') {
            skipString();
        } else {
            while (at < text.length() && ",]} \t\r\n".indexOf(text.charAt(at)) < 0) {
                at++;
            }
        }
        spans.set(index, new Span(nameStart, nameEnd, start, at, parent));
        boundaries.add(at);
    }

    private void parseContainer(boolean object, int index) {
        at++;
        skipSpace();
        while ("]}".indexOf(text.charAt(at)) < 0) {
            int nameStart = -1;
            int nameEnd = -1;
            if (object) {
                nameStart = at;
                skipString();
                nameEnd = at;
                boundaries.add(at);
                skipSpace();
                at++;
                skipSpace();
            }
            parseValue(nameStart, nameEnd, index);
            skipSpace();
            if (text.charAt(at) == ',') {
                at++;
                skipSpace();
                boundaries.add(at);
            }
        }
        at++;
    }

    private void skipString() {
        at++;
        while (text.charAt(at) != '"') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        at++;
    }

    private void skipSpace() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }
}
