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
 * Wraps Jackson's streaming parser for one part of one record and reports its errors as {@link MalformedEnvelopeException}.
 * Not thread-safe.
 */
public final class JsonCursor implements AutoCloseable {

    /** The limit on nesting: enough for any row, and low enough for small thread stacks. */
    public static final int MAX_DEPTH = 200;

    /**
     * The limit on the digits of a number. PostgreSQL's numeric(3,-2) arrives with 2,052 characters, because the connector
     * gives it the scale 2046.
     */
    public static final int MAX_NUMBER_LENGTH = 5_000;

    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            // UTF-8 only. Otherwise Jackson accepts a byte order mark, and ASCII text in UTF-16, which is valid UTF-8.
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNumberLength(MAX_NUMBER_LENGTH)
                    .build())
            .build();

    private final JsonParser parser;
    private final MalformedEnvelopeException.Part part;
    private final int start;

    /** Creates a cursor before the first token at {@code start}; ignores earlier bytes. */
    public JsonCursor(byte[] bytes, int start, MalformedEnvelopeException.Part part) {
        this(bytes, start, bytes.length, part);
    }

    /** Creates a cursor before the first token at {@code start}; ignores earlier bytes and those from {@code end} on. */
    public JsonCursor(byte[] bytes, int start, int end, MalformedEnvelopeException.Part part) {
        try {
            this.parser = JSON.createParser(bytes, start, end - start);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create a parser for bytes in memory", e);
        }
        this.part = part;
        this.start = start;
    }

    /** Returns a text as a JSON string in quotes, escaped as Jackson does. */
    public static String quote(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }

    /** Moves to the next token and returns it; null at the end. */
    public @Nullable JsonToken next() {
        try {
            return parser.nextToken();
        } catch (IOException e) {
            throw toMalformed(e);
        }
    }

    /** Moves to the value of the next field and returns the field's name; null at the end of the object. */
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

    /** Moves from the start of an object to the value of a field, or to the end of the object if it has no such field. */
    boolean moveToField(String name) {
        for (String field = nextField(); field != null; field = nextField()) {
            if (field.equals(name)) {
                return true;
            }
            skipValue();
        }
        return false;
    }

    JsonToken currentToken() {
        JsonToken token = parser.currentToken();
        return token == null ? JsonToken.NOT_AVAILABLE : token;
    }

    public boolean isAt(JsonToken token) {
        return parser.currentToken() == token;
    }

    /** Moves to the last token of the current value. */
    public void skipValue() {
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

    /** Returns the current number without loss: a Long, a BigInteger or a BigDecimal. */
    Number numberValue() {
        try {
            if (parser.currentToken() == JsonToken.VALUE_NUMBER_FLOAT) {
                return parser.getDecimalValue();
            }
            return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                    ? parser.getBigIntegerValue()
                    : (Number) parser.getLongValue();
        } catch (IOException | NumberFormatException e) {
            throw fail("a number within the decoder's limits");
        }
    }

    /** Decodes padded base64. Jackson's decoder also accepts white space and several base64 texts in a row. */
    byte[] base64Value() {
        String text = textValue();
        try {
            if (text.length() % 4 == 0) {
                return Base64.getDecoder().decode(text);
            }
        } catch (IllegalArgumentException e) {
            // Reported below, like a wrong length.
        }
        throw fail("a base64 string");
    }

    /** Returns the offset of the first byte of the current token, from the beginning of the part. */
    public int tokenOffset() {
        return start + (int) parser.currentTokenLocation().getByteOffset();
    }

    /** Returns the offset after the last byte of the current token. */
    public int endOffset() {
        return start + (int) parser.currentLocation().getByteOffset();
    }

    /** Returns an exception that states the expected input and the offset of the current token. */
    public MalformedEnvelopeException fail(String expected) {
        return new MalformedEnvelopeException(part, tokenOffset(), expected, null);
    }

    private MalformedEnvelopeException toMalformed(IOException e) {
        JsonLocation location =
                e instanceof com.fasterxml.jackson.core.JsonProcessingException json ? json.getLocation() : null;
        long offset = location == null ? endOffset() : start + Math.max(0, location.getByteOffset());
        String expected = e instanceof StreamConstraintsException
                ? "JSON within the decoder's limits (at most " + MAX_DEPTH + " levels and numbers of "
                        + MAX_NUMBER_LENGTH + " characters)"
                : "well-formed JSON";
        // No cause: Jackson's messages quote the input, and values of a row must not get into logs.
        return new MalformedEnvelopeException(part, offset, expected, null);
    }

    @Override
    public void close() {
        try {
            parser.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close a parser for bytes in memory", e);
        }
    }
}
