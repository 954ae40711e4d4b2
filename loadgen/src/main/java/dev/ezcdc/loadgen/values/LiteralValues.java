package dev.ezcdc.loadgen.values;

import dev.ezcdc.loadgen.catalog.PgType;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Values, as PostgreSQL literals, of the types that are neither numbers nor dates or times nor plain text. */
final class LiteralValues {

    private static final String[] WORDS = {"amber", "birch", "cedar", "delta", "ember", "fjord", "grove", "heath"};

    private LiteralValues() {}

    /** Returns null if the type is not supported. */
    static @Nullable ValueSource forType(PgType type) {
        return switch (type.name()) {
            case "uuid" -> hash -> Hashes.uuid(hash).toString();
            case "json", "jsonb" -> LiteralValues::json;
            case "xml" -> hash -> "<note id=\"" + part(hash, 0, 1_000) + "\">" + word(hash, 1) + "</note>";
            case "bytea" -> LiteralValues::bytea;
            case "money" -> hash -> part(hash, 0, 100_000) + "." + part(hash, 1, 90) / 10 + part(hash, 2, 10);
            case "bit" -> forBits(Math.max(1, type.modifier()), false);
            case "varbit" -> forBits(type.modifier() < 1 ? 16 : type.modifier(), true);
            case "char" -> hash -> Character.toString('A' + part(hash, 0, 26));
            case "oid" -> hash -> Integer.toString(1 + part(hash, 0, 1_000_000));
            case "xid8" -> hash -> Integer.toString(1 + part(hash, 0, 1_000_000));
            case "jsonpath" -> hash -> "$." + word(hash, 0);
            case "regclass", "regtype" -> hash -> part(hash, 0, 2) == 0 ? "pg_class" : "pg_type";
            case "pg_lsn" -> hash -> hex(part(hash, 0, 256)) + "/" + hex(part(hash, 1, Integer.MAX_VALUE));
            case "inet" ->
                hash -> part(hash, 1, 4) == 0
                        ? "2001:db8::" + hex(part(hash, 0, 65_536))
                        : "192.0.2." + part(hash, 0, 256);
            case "cidr" -> hash -> "10." + part(hash, 0, 256) + "." + part(hash, 1, 256) + ".0/24";
            case "macaddr" -> hash -> mac(hash, 6);
            case "macaddr8" -> hash -> mac(hash, 8);
            case "tsvector" -> hash -> word(hash, 0) + " " + word(hash, 1);
            case "tsquery" -> hash -> word(hash, 0) + " & " + word(hash, 1);
            case "ltree" -> hash -> word(hash, 0) + "." + word(hash, 1);
            case "hstore" -> hash -> "\"" + word(hash, 0) + "\"=>\"" + word(hash, 1) + "\"";
            case "point" -> hash -> point(hash, 0);
            case "line" -> hash -> "{" + (1 + part(hash, 0, 9)) + "," + part(hash, 1, 9) + "," + part(hash, 2, 9) + "}";
            case "lseg" -> hash -> "[" + point(hash, 0) + "," + point(hash, 1) + "]";
            case "box" -> hash -> point(hash, 0) + "," + point(hash, 1);
            case "path" -> hash -> "[" + point(hash, 0) + "," + point(hash, 1) + "," + point(hash, 2) + "]";
            case "polygon" -> hash -> "(" + point(hash, 0) + "," + point(hash, 1) + "," + point(hash, 2) + ")";
            case "circle" -> hash -> "<" + point(hash, 0) + "," + (1 + part(hash, 2, 50)) + ">";
            case "vector" -> forVector(Math.max(1, type.modifier()));
            default -> forRange(type.name());
        };
    }

    private static @Nullable ValueSource forRange(String type) {
        return switch (type) {
            case "int4range", "int8range", "numrange" -> LiteralValues::numberRange;
            case "daterange" -> LiteralValues::dateRange;
            case "tsrange", "tstzrange" -> LiteralValues::timestampRange;
            case "int4multirange", "int8multirange", "nummultirange" -> hash -> "{" + numberRange(hash) + "}";
            case "datemultirange" -> hash -> "{" + dateRange(hash) + "}";
            case "tsmultirange", "tstzmultirange" -> hash -> "{" + timestampRange(hash) + "}";
            default -> null;
        };
    }

    private static String json(long hash) {
        return "{\"id\": " + part(hash, 0, 1_000_000) + ", \"kind\": \"" + word(hash, 1) + "\", \"tags\": [\""
                + word(hash, 2) + "\"], \"active\": " + (hash < 0) + "}";
    }

    private static String bytea(long hash) {
        StringBuilder text = new StringBuilder("\\x");
        int words = 1 + part(hash, 0, 4);
        for (int i = 0; i < words; i++) {
            text.append(String.format(Locale.ROOT, "%016x", Hashes.mix(hash, i)));
        }
        return text.toString();
    }

    private static ValueSource forBits(int length, boolean upTo) {
        return hash -> {
            int count = upTo ? 1 + part(hash, 0, length) : length;
            StringBuilder text = new StringBuilder(count);
            for (int i = 0; i < count; i++) {
                text.append(Hashes.mix(hash, i) < 0 ? '1' : '0');
            }
            return text.toString();
        };
    }

    private static String mac(long hash, int bytes) {
        StringBuilder text = new StringBuilder("02");
        for (int i = 1; i < bytes; i++) {
            text.append(String.format(Locale.ROOT, ":%02x", part(hash, i, 256)));
        }
        return text.toString();
    }

    private static ValueSource forVector(int dimensions) {
        return hash -> {
            StringBuilder text = new StringBuilder("[");
            for (int i = 0; i < dimensions; i++) {
                text.append(i == 0 ? "" : ",").append(part(hash, i, 1024) / 1024f);
            }
            return text.append(']').toString();
        };
    }

    private static String numberRange(long hash) {
        int from = part(hash, 0, 1_000);
        return "[" + from + "," + (from + 1 + part(hash, 1, 1_000)) + ")";
    }

    private static String dateRange(long hash) {
        return "[" + TimeValues.date(hash) + "," + TimeValues.date(hash).plusDays(1L + part(hash, 1, 60)) + ")";
    }

    private static String timestampRange(long hash) {
        return "[\"" + TimeValues.timestamp(hash, 0) + "\",\""
                + TimeValues.date(hash).plusDays(1L + part(hash, 1, 60)) + " 00:00:00\")";
    }

    private static String point(long hash, int index) {
        return "(" + part(hash, 2 * index + 100, 100) + "," + part(hash, 2 * index + 101, 100) + ")";
    }

    private static String word(long hash, int index) {
        return WORDS[part(hash, index, WORDS.length)];
    }

    private static String hex(int number) {
        return Integer.toHexString(number).toUpperCase(Locale.ROOT);
    }

    /** Returns the number at an index of a value, from 0 (inclusive) to {@code bound} (exclusive). */
    private static int part(long hash, int index, int bound) {
        return Hashes.reduce(Hashes.mix(hash, index), bound);
    }
}
