package dev.ezcdc.envelope.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ezcdc.envelope.type.Geometry;
import dev.ezcdc.envelope.type.Interval;
import dev.ezcdc.envelope.type.Point;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compares a decoded value with the text that SELECT returns for the column. */
final class SelectedValue {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final Set<String> BINARY = Set.of("a_binary", "a_varbinary", "a_blob", "a_longblob", "a_bytea");

    private static final Pattern INTERVAL =
            Pattern.compile("(?:(\\d+) years? )?(?:(\\d+) mons? )?(?:(\\d+) days? )?([\\d:.]+)");
    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private SelectedValue() {}

    static boolean isEqual(String column, @Nullable Object value, @Nullable String text, Map<String, String> settings) {
        if (value == null || text == null) {
            return value == null && text == null;
        }
        if (value instanceof Boolean b) {
            return List.of(b ? "1" : "0", b ? "true" : "false").contains(text);
        } else if (value instanceof Float || value instanceof Double) {
            double expected = Double.parseDouble(text);
            return value instanceof Float f ? f == (float) expected : ((Double) value) == expected;
        } else if (value instanceof BigDecimal decimal) {
            return decimal.compareTo(new BigDecimal(text)) == 0;
        } else if (value instanceof byte[] bytes) {
            return HEX.formatHex(bytes).equals(text);
        } else if (value instanceof BitSet bits) {
            return toNumber(bits)
                    .equals(new BigInteger(text, column.equals("some_bits") && text.length() == 12 ? 2 : 16));
        } else if (value instanceof LocalTime time) {
            return Duration.ofNanos(time.toNanoOfDay()).equals(toDuration(text));
        } else if (value instanceof Duration duration) {
            return duration.equals(toDuration(text));
        } else if (value instanceof LocalDateTime timestamp) {
            return timestamp.equals(LocalDateTime.parse(text.replace(' ', 'T')));
        } else if (value instanceof Instant instant) {
            return instant.equals(LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC));
        } else if (value instanceof OffsetDateTime timestamp) {
            return timestamp
                    .toInstant()
                    .equals(LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC));
        } else if (value instanceof Point point) {
            return text.equals(point.wkb() == null ? null : HEX.formatHex(point.wkb()))
                    || text.equals("(" + plain(point.x()) + "," + plain(point.y()) + ")");
        } else if (value instanceof Geometry geometry) {
            return HEX.formatHex(geometry.wkb()).equals(text);
        } else if (value instanceof Set<?> set) {
            return set.stream()
                    .map(String::valueOf)
                    .collect(Collectors.joining(","))
                    .equals(text);
        } else if (value instanceof List<?> list) {
            return list.stream()
                    .map(SelectedValue::toElement)
                    .collect(Collectors.joining(",", "{", "}"))
                    .equals(text);
        } else if (value instanceof Interval interval) {
            return interval.equals(toInterval(text));
        } else if (value instanceof String json && column.startsWith("a_json")) {
            return parseJson(json).equals(parseJson(text));
        } else if (value instanceof String string && BINARY.contains(column)) {
            return HEX.formatHex(toBytes(string, settings.getOrDefault("binary.handling.mode", "bytes")))
                    .equals(text);
        } else if (value instanceof String string && isDecimal(column)) {
            return new BigDecimal(string).compareTo(new BigDecimal(text)) == 0;
        }
        return value.toString().equals(text);
    }

    private static JsonNode parseJson(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns an element as PostgreSQL writes it in an array; numbers have two decimals, as the array's type says. */
    private static String toElement(@Nullable Object element) {
        if (element instanceof Double number) {
            return BigDecimal.valueOf(number)
                    .setScale(2, RoundingMode.UNNECESSARY)
                    .toPlainString();
        }
        String text = element == null ? "NULL" : element.toString();
        return text.contains(" ") ? '"' + text + '"' : text;
    }

    /** Parses an interval such as {@code 1 year 2 mons 3 days 04:05:06.5}. */
    private static @Nullable Interval toInterval(String text) {
        Matcher parts = INTERVAL.matcher(text);
        if (!parts.matches()) {
            return null;
        }
        long months = 12 * number(parts.group(1)) + number(parts.group(2));
        return new Interval(months, number(parts.group(3)), Objects.requireNonNull(toDuration(parts.group(4))));
    }

    private static long number(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    private static boolean isDecimal(String column) {
        return column.startsWith("a_decimal") || column.startsWith("a_numeric") || column.equals("a_money");
    }

    private static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }

    private static byte[] toBytes(String text, String mode) {
        return switch (mode) {
            case "base64" -> Base64.getDecoder().decode(text);
            case "base64-url-safe" -> Base64.getUrlDecoder().decode(text);
            case "hex" -> HexFormat.of().parseHex(text);
            default -> text.getBytes(UTF_8);
        };
    }

    private static BigInteger toNumber(BitSet bits) {
        return bits.stream().mapToObj(BigInteger.ONE::shiftLeft).reduce(BigInteger.ZERO, BigInteger::or);
    }

    /** Parses MySQL's and PostgreSQL's time of day, {@code [-]hours:minutes:seconds[.fraction]}. */
    private static @Nullable Duration toDuration(String text) {
        String[] parts = (text.startsWith("-") ? text.substring(1) : text).split(":");
        if (parts.length != 3 || !parts[0].matches("\\d+")) {
            return null;
        }
        long nanos = new BigDecimal(parts[2]).movePointRight(9).longValueExact();
        Duration duration = Duration.ofHours(Long.parseLong(parts[0]))
                .plusMinutes(Long.parseLong(parts[1]))
                .plusNanos(nanos);
        return text.startsWith("-") ? duration.negated() : duration;
    }
}
