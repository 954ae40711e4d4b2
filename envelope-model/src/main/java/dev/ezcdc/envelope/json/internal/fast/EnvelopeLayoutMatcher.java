package dev.ezcdc.envelope.json.internal.fast;

import dev.ezcdc.envelope.data.Column;
import dev.ezcdc.envelope.data.ColumnType;
import dev.ezcdc.envelope.data.ColumnType.Base;
import dev.ezcdc.envelope.json.internal.types.LogicalType;
import java.util.List;
import java.util.Set;

/**
 * Matches the schemas of envelopes from connectors that have a {@link SourceShape}, down to the last field and type. Only
 * then can the fast path read the fields without their schemas. A schema's name alone proves nothing.
 */
final class EnvelopeLayoutMatcher {

    private static final List<String> ENVELOPE_FIELDS =
            List.of("before", "after", "source", "transaction", "op", "ts_ms", "ts_us", "ts_ns");
    private static final List<String> POSTGRES_SOURCE_FIELDS = List.of(
            "version",
            "connector",
            "name",
            "ts_ms",
            "snapshot",
            "db",
            "sequence",
            "ts_us",
            "ts_ns",
            "schema",
            "table",
            "txId",
            "lsn",
            "xmin",
            "origin",
            "origin_lsn");
    private static final List<String> MYSQL_SOURCE_FIELDS = List.of(
            "version",
            "connector",
            "name",
            "ts_ms",
            "snapshot",
            "db",
            "sequence",
            "ts_us",
            "ts_ns",
            "table",
            "server_id",
            "gtid",
            "file",
            "pos",
            "row",
            "thread",
            "query");
    private static final List<String> TRANSACTION_FIELDS = List.of("id", "total_order", "data_collection_order");
    private static final Set<String> LONG_FIELDS = Set.of(
            "ts_ms",
            "ts_us",
            "ts_ns",
            "txId",
            "lsn",
            "xmin",
            "origin_lsn",
            "server_id",
            "pos",
            "thread",
            "total_order",
            "data_collection_order");
    /** The fields for which the fast path accepts null. */
    private static final Set<String> NULLABLE_FIELDS =
            Set.of("snapshot", "xmin", "origin", "origin_lsn", "sequence", "gtid", "thread", "query");

    private EnvelopeLayoutMatcher() {}

    static boolean matches(List<Column> fields) {
        return fieldNames(fields).equals(ENVELOPE_FIELDS)
                && isRow(fields.get(0).type())
                && isRow(fields.get(1).type())
                && (isStruct(fields.get(2).type(), POSTGRES_SOURCE_FIELDS)
                        || isStruct(fields.get(2).type(), MYSQL_SOURCE_FIELDS))
                && isStruct(fields.get(3).type(), TRANSACTION_FIELDS)
                && fields.get(3).type().optional()
                && fields.subList(4, fields.size()).stream().allMatch(EnvelopeLayoutMatcher::isExpectedField);
    }

    /** Returns whether a type is a row, not a logical type, and allows null for a missing image. */
    private static boolean isRow(ColumnType type) {
        return isPlain(type, Base.STRUCT) && type.optional();
    }

    private static boolean isStruct(ColumnType type, List<String> names) {
        return isPlain(type, Base.STRUCT)
                && fieldNames(type.fields()).equals(names)
                && type.fields().stream().allMatch(EnvelopeLayoutMatcher::isExpectedField);
    }

    private static boolean isExpectedField(Column field) {
        return isPlain(field.type(), expectedBase(field.name()))
                && (field.type().optional() || !NULLABLE_FIELDS.contains(field.name()));
    }

    private static Base expectedBase(String name) {
        // MySQL's row within a binlog event is the only number narrower than 64 bits.
        return LONG_FIELDS.contains(name) ? Base.INT64 : name.equals("row") ? Base.INT32 : Base.STRING;
    }

    private static boolean isPlain(ColumnType type, Base base) {
        return type.base() == base && LogicalType.forType(type) == LogicalType.NONE;
    }

    private static List<String> fieldNames(List<Column> fields) {
        return fields.stream().map(Column::name).toList();
    }
}
