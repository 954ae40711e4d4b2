package dev.ezcdc.envelope.json.internal.parse;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.ezcdc.envelope.json.MalformedEnvelopeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Jackson's streaming parser over one part of a record, with its failures told as {@link MalformedEnvelopeException}. Not
 * thread-safe; it lives for one part of one record.
 */
public final class JsonCursor implements AutoCloseable {

    /** Deep enough for any row, and shallow enough for every stack. */
    public static final int MAX_DEPTH = 200;

    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            // UTF-8 only: else texts of ASCII in UTF-16, whose zero bytes are good UTF-8, are taken, and so is a mark.
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private final JsonParser parser;
    private final MalformedEnvelopeException.Part part;
    private final int start;

    /** A cursor before the first token at {@code start}; what stands before {@code start} is never looked at. */
    public JsonCursor(byte[] bytes, int start, MalformedEnvelopeException.Part part) {
        try {
            this.parser = JSON.createParser(bytes, start, bytes.length - start);
        } catch (IOException e) {
            throw new UncheckedIOException("no parser over bytes in memory", e);
        }
        this.part = part;
        this.start = start;
    }

    /** A text as a JSON string, escaped as Jackson does. */
    public static String quote(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }

    /** Goes to the next token; null at the end. */
    public @Nullable JsonToken next() {
        try {
            return parser.nextToken();
        } catch (IOException e) {
            throw toMalformed(e);
        }
    }

    /** Goes to the next field's value and returns its name; null at the object's end. */
    public @Nullable String nextField() {
        try {
            String name = parser.nextFieldName();
            if (name != null) {
                parser.nextToken();
            }
            return name;
        } catch (IOException e) {
            throw toMalformed(e);
        }
    }

    /** The token that the cursor is at. */
    JsonToken currentToken() {
        JsonToken token = parser.currentToken();
        return token == null ? JsonToken.NOT_AVAILABLE : token;
    }

    public boolean isAt(JsonToken token) {
        return parser.currentToken() == token;
    }

    /** Goes to the last token of the value that the cursor is at. */
    void skipValue() {
        try {
            parser.skipChildren();
            parser.finishToken();
        } catch (IOException e) {
            throw toMalformed(e);
        }
    }

    public String textValue() {
        try {
            return parser.getText();
        } catch (IOException e) {
            throw toMalformed(e);
        }
    }

    long longValue(String expected) {
        try {
            return parser.getLongValue();
        } catch (IOException e) {
            throw fail(expected);
        }
    }

    double doubleValue() {
        try {
            return parser.getDoubleValue();
        } catch (IOException e) {
            throw toMalformed(e);
        }
    }

    float floatValue() {
        try {
            return parser.getFloatValue();
        } catch (IOException e) {
            throw toMalformed(e);
        }
    }

    /** The number as it is: a Long, a BigInteger or a BigDecimal. */
    Number numberValue() {
        try {
            if (parser.currentToken() == JsonToken.VALUE_NUMBER_FLOAT) {
                return parser.getDecimalValue();
            }
            return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                    ? parser.getBigIntegerValue()
                    : (Number) parser.getLongValue();
        } catch (IOException | NumberFormatException e) {
            throw fail("a number within bounds");
        }
    }

    /** Bytes in base64 with its padding and nothing else: Jackson's own reading skips white space and begins anew. */
    byte[] base64Value() {
        String text = textValue();
        try {
            if (text.length() % 4 == 0) {
                return Base64.getDecoder().decode(text);
            }
        } catch (IllegalArgumentException e) {
            // Told as a wrong length is.
        }
        throw fail("bytes in base64");
    }

    /** Where the token that the cursor is at begins, in bytes from the part's beginning. */
    int tokenOffset() {
        return start + (int) parser.currentTokenLocation().getByteOffset();
    }

    /** Where the token that the cursor is at ends: its last byte and one. */
    int endOffset() {
        return start + (int) parser.currentLocation().getByteOffset();
    }

    /** The failure that something else than what stands here was expected. */
    public MalformedEnvelopeException fail(String expected) {
        return new MalformedEnvelopeException(part, tokenOffset(), expected, null);
    }

    private MalformedEnvelopeException toMalformed(IOException e) {
        JsonLocation location =
                e instanceof com.fasterxml.jackson.core.JsonProcessingException json ? json.getLocation() : null;
        long offset = location == null ? endOffset() : start + Math.max(0, location.getByteOffset());
        String expected = e instanceof StreamConstraintsException
                ? "JSON within bounds (at most " + MAX_DEPTH + " levels)"
                : "well-formed JSON";
        // No cause: Jackson's messages quote the input, and a row's values do not belong into a log.
        return new MalformedEnvelopeException(part, offset, expected, null);
    }

    @Override
    public void close() {
        try {
            parser.close();
        } catch (IOException e) {
            throw new UncheckedIOException("closing a parser over bytes in memory", e);
        }
    }
}
