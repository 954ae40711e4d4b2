package dev.ezcdc.envelope.json.internal.parse;

import dev.ezcdc.envelope.data.ColumnType;
import dev.ezcdc.envelope.data.ColumnType.Base;
import dev.ezcdc.envelope.json.internal.types.LogicalType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The forms of {@code unavailable.value.placeholder}, which depend on the type of the column: the text; its bytes; its bytes
 * in base64 or hexadecimal ({@code binary.handling.mode}); an array that contains only the text; for integer arrays, its
 * bytes as numbers; for UUID arrays, the name-based UUID of its bytes; for hstore, a map from the text to itself, or that
 * map as JSON. Immutable.
 *
 * <p>As in Debezium's {@code UnchangedToastedPlaceholder} and {@code BinlogValueConverters}.
 */
public final class PlaceholderForms {

    private static final String HEX = "hex:";

    private final byte[] bytes;
    private final String text;
    private final List<String> encoded;
    private final String jsonMap;
    private final long textLengthMask;
    private final Map<String, String> map;
    private final UUID uuid;

    /**
     * @param configured the value of the setting: a text, or {@code hex:} and hexadecimal digits
     * @throws IllegalArgumentException if the digits after {@code hex:} are not valid hexadecimal
     */
    public PlaceholderForms(String configured) {
        this.bytes = configured.startsWith(HEX)
                ? HexFormat.of().parseHex(configured.substring(HEX.length()))
                : configured.getBytes(StandardCharsets.UTF_8);
        this.text = new String(bytes, StandardCharsets.UTF_8);
        this.encoded = List.of(
                Base64.getEncoder().encodeToString(bytes),
                Base64.getUrlEncoder().encodeToString(bytes),
                HexFormat.of().formatHex(bytes));
        String quoted = JsonCursor.quote(text);
        this.jsonMap = "{" + quoted + ":" + quoted + "}";
        this.textLengthMask = textLengthMask();
        this.map = Map.of(text, text);
        this.uuid = UUID.nameUUIDFromBytes(bytes);
    }

    /** Returns the lengths of all forms that are texts, as a bit mask of the length modulo 64. */
    long textLengthMask() {
        long lengths = 1L << text.length() | 1L << jsonMap.length();
        for (String form : encoded) {
            lengths |= 1L << form.length();
        }
        return lengths;
    }

    /** Returns whether a text of this length can be a form; rules out most texts without a comparison. */
    public static boolean canMatchLength(long lengths, int length) {
        return (lengths >>> length & 1) != 0;
    }

    public boolean isEmpty() {
        return bytes.length == 0;
    }

    /** Returns a predicate for the decoded values of a type; null if the type cannot hold the placeholder. */
    @Nullable
    Predicate<Object> unavailablePredicate(ColumnType type) {
        String name = type.logicalName();
        return switch (type.base()) {
            case STRING -> forText(name);
            case BYTES -> name == null ? value -> Arrays.equals((byte[]) value, bytes) : null;
            case MAP ->
                Objects.requireNonNull(type.valueType()).base() == Base.STRING ? value -> value.equals(map) : null;
            case ARRAY -> name == null ? forArray(Objects.requireNonNull(type.valueType())) : null;
            case UNTYPED -> this::isUntypedForm;
            default -> null;
        };
    }

    private @Nullable Predicate<Object> forText(@Nullable String name) {
        if (name == null) {
            return value -> value.equals(text) || encoded.contains(value);
        }
        return switch (name) {
            case "io.debezium.data.Json" -> value -> value.equals(text) || value.equals(jsonMap);
            case "io.debezium.data.Xml", "io.debezium.data.Ltree", "io.debezium.data.Tsvector" ->
                value -> value.equals(text);
            default -> null;
        };
    }

    private @Nullable Predicate<Object> forArray(ColumnType element) {
        String name = element.logicalName();
        boolean plain = name == null;
        return switch (element.base()) {
            case STRING ->
                "io.debezium.data.Uuid".equals(name)
                        ? value -> value.equals(List.of(uuid))
                        : plain || "io.debezium.data.Json".equals(name) ? value -> value.equals(List.of(text)) : null;
            case BYTES -> plain ? this::isListOfBytes : null;
            case INT32 -> plain || "io.debezium.time.Date".equals(name) ? numberListPredicate(element) : null;
            case INT64 -> plain ? numberListPredicate(element) : null;
            default -> null;
        };
    }

    /** Matches the placeholder's bytes as numbers, converted to the logical type of the elements. */
    private Predicate<Object> numberListPredicate(ColumnType element) {
        LogicalType logical = LogicalType.forType(element);
        List<Object> numbers = new ArrayList<>();
        for (byte b : bytes) {
            numbers.add(logical.convert(element.base() == Base.INT32 ? (Object) (int) b : (Object) (long) b));
        }
        return value -> value.equals(numbers);
    }

    private boolean isListOfBytes(Object value) {
        return value instanceof List<?> list
                && list.size() == 1
                && list.get(0) instanceof byte[] element
                && Arrays.equals(element, bytes);
    }

    /** Returns whether a value without a type is the placeholder in any form. */
    boolean isUntypedForm(Object value) {
        if (value instanceof String string) {
            return isUntypedForm(string);
        }
        if (value instanceof List<?> list) {
            return list.size() == 1 && list.get(0) instanceof String string
                    ? string.equals(text) || encoded.contains(string) || string.equals(uuid.toString())
                    : isListOfNumbers(list);
        }
        return value instanceof Map<?, ?> entries && entries.equals(map);
    }

    boolean isUntypedForm(String string) {
        return canMatchLength(textLengthMask, string.length()) && isUntypedText(string);
    }

    private boolean isUntypedText(String string) {
        return string.equals(text) || encoded.contains(string) || string.equals(jsonMap);
    }

    private boolean isListOfNumbers(List<?> list) {
        if (list.size() != bytes.length || bytes.length == 0) {
            return false;
        }
        for (int i = 0; i < bytes.length; i++) {
            if (!(list.get(i) instanceof Long number) || number != bytes[i]) {
                return false;
            }
        }
        return true;
    }
}
