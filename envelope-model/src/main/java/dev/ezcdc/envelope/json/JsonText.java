package dev.ezcdc.envelope.json;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

/** Strings as JsonConverter writes them. */
final class JsonText {

    private JsonText() {}

    static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
}
